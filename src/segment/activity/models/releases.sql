-- question: When was which version published?
-- one row is: one version of one place, when it was told to be published first
-- reads: events
SELECT
  version,
  [place] AS places,
  min(occurred_at) AS released_at,
  max(attrs['prerelease'] = '1') OR match(version, '(?i)[0-9._-](a|b|alpha|beta|rc|pre|preview|dev|snapshot|test)[._-]?[0-9]*$') AS is_early
FROM (
  SELECT
    if(object_version = '', object_id, object_version) AS version,
    if(object_kind = 'repository', object_id, substring(source, position(source, ':') + 1)) AS place,
    occurred_at,
    attrs
  FROM events FINAL
  WHERE type = 'release.publish'
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
)
WHERE version != ''
GROUP BY version, place
