-- question: How much was visited and downloaded from each network in each month, and from how many addresses?
-- one row is: one network in one month; what machines did by themselves is counted apart
-- reads: events, network_meanings, network_sightings
WITH
  places AS (
    SELECT
      told.trace AS trace,
      told.trace_id AS trace_id,
      network_meanings.network_id AS network_id,
      network_meanings.organisation_id AS organisation_id
    FROM (
      -- Several sources can tell of one visitor: a copy of a log.
      SELECT trace, trace_id, argMax(sipHash64(number, toString(name), toString(domain)), (told_at, source)) AS network_id
      FROM network_sightings FINAL
      GROUP BY trace, trace_id
    ) AS told
    INNER JOIN network_meanings ON network_meanings.network_id = told.network_id
  ),
  acts AS (
    SELECT
      event_id,
      visitor,
      occurred_at,
      type IN {download_types:Array(String)} AS is_download,
      has(flags, 'automated') OR attrs['agent'] = 'ci' AS is_marked,
      sipHash64(attrs['agent'], attrs['client']) AS program
    FROM events FINAL
    WHERE (type IN {visit_types:Array(String)} OR type IN {download_types:Array(String)})
      AND occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, {doubtful_flags:Array(String)})
  ),
  placed AS (
    SELECT network_id, organisation_id, visitor, occurred_at, is_download, is_marked, program
    FROM acts
    INNER JOIN (SELECT * FROM places WHERE trace = 'visitor') AS place ON toUInt128(acts.visitor) = place.trace_id
    UNION ALL
    SELECT network_id, organisation_id, visitor, occurred_at, is_download, is_marked, program
    FROM acts
    INNER JOIN (SELECT * FROM places WHERE trace = 'event') AS place ON acts.event_id = place.trace_id
  ),
  -- What one address of an organisation did in a month: many downloads a day, or ever the same time between them, are a machine's.
  -- The addresses of providers and the unknown are many, so they are taken together.
  addresses AS (
    SELECT
      network_id,
      organisation_id,
      toStartOfMonth(occurred_at) AS month,
      if(organisation_id = 0, 0, visitor) AS address,
      countIf(NOT is_download AND NOT is_marked) AS visits,
      countIf(is_download AND NOT is_marked) AS downloads,
      countIf(is_marked) AS marked,
      arrayMax(mapValues(sumMapIf(map(toDate(occurred_at), toUInt64(1)), address != 0 AND is_download AND NOT is_marked))) AS busiest_day,
      arrayPopFront(
        arrayDifference(arraySort(groupArrayIf(5000)(toInt64(toUnixTimestamp(occurred_at)), address != 0 AND is_download AND NOT is_marked)))
      ) AS gaps,
      if(notEmpty(gaps), arrayAvg(gaps), 0) AS usual_gap,
      if(notEmpty(gaps), sqrt(greatest(0, arrayAvg(arrayMap(gap -> gap * gap, gaps)) - usual_gap * usual_gap)), 0) AS spread,
      busiest_day > {most_downloads:UInt32} OR (length(gaps) >= {least_gaps:UInt32} AND spread < {steady:Float64} * usual_gap) AS is_machine,
      visits > 0 OR (downloads > 0 AND NOT is_machine) AS is_counted,
      -- 0 is an unknown address, not one.
      uniqExactIf(visitor, visitor != 0 AND NOT is_marked) AS visitors,
      uniqExactIf((visitor, program), visitor != 0 AND NOT is_marked) AS programs,
      min(occurred_at) AS first_at,
      max(occurred_at) AS last_at
    FROM placed
    GROUP BY network_id, organisation_id, month, address
  ),
  months AS (
    SELECT
      network_id,
      organisation_id,
      month,
      sum(addresses.visits) AS visits,
      sumIf(addresses.downloads, NOT is_machine) AS downloads,
      sum(marked) + sumIf(addresses.downloads, is_machine) AS automated,
      sumIf(visitors, is_counted) AS endpoints,
      sumIf(programs, is_counted) AS origins,
      min(first_at) AS first_seen,
      max(last_at) AS last_seen
    FROM addresses
    GROUP BY network_id, organisation_id, month
  )
SELECT
  network_id,
  organisation_id,
  month,
  visits,
  downloads,
  automated,
  endpoints,
  origins,
  first_seen,
  last_seen,
  endpoints >= {smallest_group:UInt32} AS is_shown,
  organisation_id != 0 AND sum(endpoints) OVER (PARTITION BY organisation_id, month) >= {smallest_group:UInt32} AS is_organisation_shown
FROM months
