-- question: What does each line of a GH Archive file tell?
-- one row is: one line and what becomes of it: 1 an event, 2 quarantined, 3 ignored
-- reads: incoming_lines
-- Each step is a select of its own: a name used twice within one is worked out twice, and that took longer than the parsing.
SELECT
  line_number,
  multiIf(fault != '', 2, passed_over != '', 3, 1) AS outcome,
  if(fault != '', fault, passed_over) AS reason,
  if(fault != '', line, '') AS raw,
  source_event_id,
  act_name,
  act AS type,
  assumeNotNull(instant) AS occurred_at,
  who AS alias_username,
  who_id AS alias_account_id,
  object AS object_kind,
  multiIf(object = 'repository', repository, object = 'release', concat(repository, '@', tag), concat(repository, '#', number)) AS object_id,
  'public' AS visibility,
  mapFilter((name, value) -> value != '', map(
    'subject', if(act IN ('issue.open', 'pr.open', 'pr.merged'), substringUTF8(title, 1, 200), ''),
    'verdict', if(act = 'pr.review' AND review_state != 'dismissed', review_state, ''),
    'fork', if(act = 'repo.fork', fork, ''),
    'merged_by', if(act = 'pr.merged', if(merged_by != '', merged_by, login), ''),
    'granted_by', if(act = 'maintainer.grant', login, ''),
    'bot', if(endsWith(who, '[bot]') OR who_type = 'Bot', '1', ''))) AS attrs,
  mapFilter((name, value) -> value > 0, map(
    'files', if(act = 'pr.merged', toFloat64(files), 0),
    'added', if(act = 'pr.merged', toFloat64(added), 0),
    'removed', if(act = 'pr.merged', toFloat64(removed), 0))) AS quantities,
  if(act = 'pr.merged' AND who = '', ['author-unknown'], []) AS flags
FROM (
  SELECT
    *,
    multiIf(
      passed_over != '', '',
      length(line) >= 1048576, 'the line is longer than 1 MiB',
      NOT is_event, multiIf(
        isValidJSON(dubious), 'it is no event of GH Archive',
        NOT endsWith(trimRight(dubious), '}'), 'the line is cut off',
        'the line is not JSON'),
      repository = '', 'it names no repository',
      instant IS NULL, 'the time cannot be read',
      instant > {latest:DateTime64(3)} OR instant < toDateTime64('2008-01-01', 3, 'UTC'), 'the time lies in the future, or before there was GitHub',
      number = '' AND object = 'thread', 'it does not say which issue or change',
      tag = '' AND object = 'release', 'it does not say which release',
      who = '' AND act != 'pr.merged', 'it does not say who',
      '') AS fault,
    -- As src/collect/forge/act.ts and the other connectors of forges call it, if the numbers it takes are there.
    multiIf(
      own_id != '', concat('github ', name_of_kind, ':', own_id),
      act IN ('issue.open', 'pr.open', 'pr.merged') AND repository_id != '' AND number != '', concat('github ', name_of_kind, ':', repository_id, '#', number),
      act IN ('repo.star', 'maintainer.grant') AND repository_id != '' AND account != '', concat('github ', name_of_kind, ':', repository_id, ':', account, ':', toString(toDate(assumeNotNull(instant)))),
      '') AS act_name
  FROM (
    SELECT
      *,
      multiIf(
        act IN ('repo.star', 'repo.fork', 'maintainer.grant', 'sponsor.start'), 'repository',
        act = 'release.publish', 'release',
        startsWith(act, 'issue.') OR startsWith(act, 'pr.'), 'thread',
        '') AS object,
      if(match(written_number, '^[0-9]{1,18}$'), written_number, '') AS number,
      if(act = 'maintainer.grant', member, if(act = 'pr.merged', author, login)) AS who,
      if(act = 'maintainer.grant', member_id, if(act = 'pr.merged', author_id, login_id)) AS who_id,
      extract(if(act = 'maintainer.grant', member_id, login_id), '^[0-9]{1,16}$') AS account,
      extract(
        multiIf(
          kind IN ('IssueCommentEvent', 'PullRequestReviewCommentEvent'), comment_id,
          kind = 'PullRequestReviewEvent', review_id,
          act = 'repo.fork', fork_id,
          act = 'release.publish', release_id,
          ''),
        '^[0-9]{1,16}$') AS own_id,
      transform(
        kind,
        ['IssueCommentEvent', 'PullRequestReviewCommentEvent', 'PullRequestReviewEvent', 'IssuesEvent', 'WatchEvent', 'MemberEvent', 'ForkEvent', 'ReleaseEvent'],
        ['issue-comment', 'review-comment', 'review', 'opened', 'star', 'member', 'fork', 'release'],
        if(act = 'pr.merged', 'merged', 'opened')) AS name_of_kind,
      if(act = 'maintainer.grant', member_type, if(act = 'pr.merged', author_type, '')) AS who_type,
      multiIf(
        NOT is_event, if(empty(trimBoth(dubious)), 'blank line', ''),
        NOT is_known, 'an event of an unknown kind',
        repository = '' AND kind NOT IN ('FollowEvent', 'GistEvent'), '',
        repository != '' AND NOT is_chosen, 'not one of the repositories chosen',
        act != '', '',
        kind = 'PushEvent', 'a push: its commits are read from git',
        is_own_review, 'an answer of authors in their own proposal, whose comments are read for themselves',
        kind = 'PullRequestEvent' AND action = 'closed', 'PullRequestEvent closed without a merge',
        concat(kind, multiIf(action = '', '', is_known_action, concat(' ', action), ' of another action'), ' is not counted')) AS passed_over
    FROM (
      SELECT
        * EXCEPT (written_act),
        if(is_event, '', line) AS dubious,
        {all:Bool}
          OR lower(repository) IN (SELECT arrayJoin({names:Array(String)}))
          OR lower(substringIndex(repository, '/', 1)) IN (SELECT arrayJoin({owners:Array(String)})) AS is_chosen,
        multiIf(
          written_act = 'issue.comment' AND (change_page != '' OR position(url, '/pull/') > 0), 'pr.comment',
          written_act = 'pr.merged' AND action = 'closed' AND NOT is_merged, '',
          is_own_review, if(is_said, 'pr.comment', ''),
          written_act) AS act
      FROM (
        SELECT
          line_number, line, url, action, title, review_state, tag, fork, merged_by, files, added, removed, change_page, is_merged, comment_id, review_id, release_id, fork_id,
          member, member_id, member_type, author, author_id, author_type, login_id, is_said,
          extract(written_repository_id, '^[0-9]{1,16}$') AS repository_id,
          kind = 'PullRequestReviewEvent' AND action = 'created' AND author_id != '' AND author_id = login_id AS is_own_review,
          kind,
          kind != '' AND created_at != '' AS is_event,
          kind IN {known:Array(String)} AS is_known,
          action IN {actions:Array(String)} AS is_known_action,
          transform(concat(kind, ' ', action), {kinds:Array(String)}, {acts:Array(String)}, '') AS written_act,
          parseDateTime64BestEffortOrNull(created_at, 3, 'UTC') AS instant,
          if(id != '' AND length(id) <= 40, id, concat('line ', lower(hex(sipHash128(trimRight(if(id != '' AND length(id) <= 40, '', line))))))) AS source_event_id,
          if(number_of_act != '', number_of_act, extract(url, '/(?:issues|pull)/([0-9]+)')) AS written_number,
          -- What is no name is none: where a text is expected, the engine takes whatever stands there.
          if(match(named, '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\\[bot\\])?$'), named, '') AS login,
          if(match(placed, '^[A-Za-z0-9_-]{1,100}/[A-Za-z0-9._-]{1,100}$'), placed, '') AS repository
        FROM (
          SELECT
            line_number,
            line,
            -- A list would be read as well, its elements by their places.
            if(startsWith(trimLeft(substring(line, 1, 9)), '{'), tupleElement(event, 'type'), '') AS kind,
            tupleElement(event, 'id') AS id,
            tupleElement(event, 'created_at') AS created_at,
            tupleElement(event, 'url') AS url,
            tupleElement(tupleElement(event, 'actor'), 'id') AS login_id,
            -- Before 2015 the actor was a name, and the repository had owner and name apart.
            multiIf(
              tupleElement(tupleElement(event, 'actor'), 'login') != '', tupleElement(tupleElement(event, 'actor'), 'login'),
              tupleElement(tupleElement(event, 'actor_attributes'), 'login') != '', tupleElement(tupleElement(event, 'actor_attributes'), 'login'),
              JSONExtractString(if(tupleElement(tupleElement(event, 'actor'), 'login') = '', line, ''), 'actor')) AS named,
            if(tupleElement(tupleElement(event, 'repo'), 'name') != '', tupleElement(tupleElement(event, 'repo'), 'name'), concat(tupleElement(tupleElement(event, 'repository'), 'owner'), '/', tupleElement(tupleElement(event, 'repository'), 'name'))) AS placed,
            tupleElement(tupleElement(event, 'payload'), 'action') AS action,
            multiIf(
              tupleElement(tupleElement(event, 'payload'), 'number') != '', tupleElement(tupleElement(event, 'payload'), 'number'),
              tupleElement(tupleElement(tupleElement(event, 'payload'), 'issue'), 'number') != '', tupleElement(tupleElement(tupleElement(event, 'payload'), 'issue'), 'number'),
              tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'number')) AS number_of_act,
            if(tupleElement(tupleElement(tupleElement(event, 'payload'), 'issue'), 'title') != '', tupleElement(tupleElement(tupleElement(event, 'payload'), 'issue'), 'title'), tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'title')) AS title,
            tupleElement(tupleElement(tupleElement(tupleElement(event, 'payload'), 'issue'), 'pull_request'), 'html_url') AS change_page,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'merged') AS is_merged,
            tupleElement(tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'merged_by'), 'login') AS merged_by,
            tupleElement(tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'user'), 'login') AS author,
            tupleElement(tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'user'), 'id') AS author_id,
            tupleElement(tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'user'), 'type') AS author_type,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'changed_files') AS files,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'additions') AS added,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'pull_request'), 'deletions') AS removed,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'member'), 'login') AS member,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'member'), 'id') AS member_id,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'member'), 'type') AS member_type,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'review'), 'state') AS review_state,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'review'), 'body') != '' AS is_said,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'review'), 'id') AS review_id,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'comment'), 'id') AS comment_id,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'release'), 'id') AS release_id,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'forkee'), 'id') AS fork_id,
            tupleElement(tupleElement(event, 'repo'), 'id') AS written_repository_id,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'release'), 'tag_name') AS tag,
            tupleElement(tupleElement(tupleElement(event, 'payload'), 'forkee'), 'full_name') AS fork
          FROM (
            SELECT
              line_number,
              line,
              JSONExtract(line, 'Tuple(
                id String, type String, created_at String, url String,
                actor Tuple(id String, login String),
                actor_attributes Tuple(login String),
                repo Tuple(id String, name String),
                repository Tuple(owner String, name String),
                payload Tuple(
                  action String, number String,
                  issue Tuple(number String, title String, pull_request Tuple(html_url String)),
                  pull_request Tuple(
                    number String, title String, merged Bool, user Tuple(login String, id String, type String),
                    merged_by Tuple(login String), changed_files UInt32, additions UInt32, deletions UInt32),
                  comment Tuple(id String),
                  review Tuple(id String, state String, body String),
                  release Tuple(id String, tag_name String),
                  member Tuple(login String, id String, type String),
                  forkee Tuple(id String, full_name String)))') AS event
            FROM incoming_lines
          )
        )
      )
    )
  )
)
