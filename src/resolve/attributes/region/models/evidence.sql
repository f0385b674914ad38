-- question: In which region of the world does somebody live?
-- one row is: one piece of evidence on one human
-- reads: events, people, person_aliases
WITH
  humans AS (
    SELECT alias_id, person_id, email
    FROM person_aliases
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  ),
  -- Which region has which share of those who keep these clocks.
  clocks AS (
    SELECT clock.1 AS regime, clock.2 AS base, groupArray((clock.3, clock.4)) AS regions
    FROM (
      SELECT arrayJoin(arrayZip(
        {clock_regimes:Array(String)}, {clock_offsets:Array(Int16)}, {clock_regions:Array(String)}, {clock_shares:Array(Float64)}
      )) AS clock
    )
    GROUP BY regime, base
  ),
  days AS (
    SELECT
      toDate(number) AS day,
      toYear(day) AS year,
      -- Summer time in the European Union (since 1996), in the United States (since 1987, since 2007), and in the south of Australia.
      day >= toStartOfWeek(makeDate(year, 3, 31)) AND day < toStartOfWeek(makeDate(year, 10, 31)) AS eu,
      if(
        year >= 2007, day >= toStartOfWeek(makeDate(year, 3, 14)) AND day < toStartOfWeek(makeDate(year, 11, 7)),
        day >= toStartOfWeek(makeDate(year, 4, 7)) AND day < toStartOfWeek(makeDate(year, 10, 31))
      ) AS us,
      day < toStartOfWeek(makeDate(year, 4, 7)) OR day >= toStartOfWeek(makeDate(year, 10, 7)) AS south
    FROM numbers(1, 65000)
  ),
  grouped AS (
    SELECT person_id, offset, eu, us, south, sum(acts) AS acts
    FROM (
      SELECT alias_id, assumeNotNull(tz_offset_min) AS offset, toDate(occurred_at) AS day, count() AS acts
      FROM events FINAL
      WHERE type IN ('commit.author', 'list.thread_start', 'list.reply')
        AND tz_offset_min IS NOT NULL
        AND occurred_at < {as_of:DateTime64(3)}
        AND NOT hasAny(flags, {doubtful_flags:Array(String)})
      GROUP BY alias_id, offset, day
    ) AS dated
    INNER JOIN humans ON humans.alias_id = dated.alias_id
    INNER JOIN days ON days.day = dated.day
    GROUP BY person_id, offset, eu, us, south
  ),
  counted AS (
    SELECT
      person_id,
      sum(acts) AS n,
      least(sumIf(acts, eu), sumIf(acts, NOT eu)) AS both_seasons,
      max(offset != 0) AS is_local,
      sumMap(map(offset, acts)) AS offsets,
      -- Whoever keeps the rules of a place has one winter time all the year.
      [
        sumMap(map(toInt16(offset - 60 * eu), acts)), sumMap(map(toInt16(offset - 60 * us), acts)),
        sumMap(map(toInt16(offset - 60 * south), acts)), sumMap(map(offset, acts))
      ] AS winters,
      arrayMap(winter -> arrayMax(mapValues(winter)), winters) AS most,
      arrayMap(winter -> mapKeys(winter)[indexOf(mapValues(winter), arrayMax(mapValues(winter)))], winters) AS bases,
      indexOf(most, arrayMax(most)) AS best,
      bases[best] AS winter_offset,
      -- The two northern rules differ by weeks, so the offset tells the side of the ocean.
      multiIf(
        both_seasons < 3 OR most[best] < 0.6 * n, 'unclear',
        most[4] = most[best], 'none',
        best = 3, 'south',
        winter_offset > -120, 'eu',
        'us'
      ) AS regime
    FROM grouped
    GROUP BY person_id
    HAVING n >= {fewest_acts:UInt32} AND is_local
  ),
  kept AS (
    SELECT
      person_id,
      n,
      regime,
      offsets,
      kept_clock.1 AS base,
      kept_clock.2 AS share
    FROM counted
    ARRAY JOIN if(
      regime = 'unclear',
      arrayMap((offset, acts) -> (offset, acts / n), mapKeys(offsets), mapValues(offsets)),
      [(if(regime = 'none', bases[4], winter_offset), toFloat64(1))]
    ) AS kept_clock
  )
SELECT
  person_id,
  'clock' AS rule,
  CAST(mapFromArrays(
    groupArray(region),
    groupArray(log(1 + ({most_told:Float64} - 1) * region_share))
  ) AS Map(LowCardinality(String), Float64)) AS weights,
  concat(
    toString(any(n)), ' acts, most at UTC', if(any(main) < 0, '−', '+'), leftPad(toString(intDiv(abs(any(main)), 60)), 2, '0'), ':', leftPad(toString(abs(any(main)) % 60), 2, '0'),
    multiIf(
      any(regime) = 'eu', ', with summer time as in Europe',
      any(regime) = 'us', ', with summer time as in North America',
      any(regime) = 'south', ', with summer time in southern summers',
      any(regime) = 'none', ', without summer time',
      ''
    )
  ) AS evidence
FROM (
  SELECT
    person_id,
    n,
    kept.regime AS regime,
    mapKeys(offsets)[indexOf(mapValues(offsets), arrayMax(mapValues(offsets)))] AS main,
    told.1 AS region,
    sum(share * told.2) AS region_share
  FROM kept
  INNER JOIN clocks ON clocks.regime = kept.regime AND clocks.base = kept.base
  ARRAY JOIN clocks.regions AS told
  GROUP BY person_id, n, regime, main, region
)
GROUP BY person_id
UNION ALL
SELECT
  person_id,
  'address' AS rule,
  map(region, log({address_ratio:Float64})) AS weights,
  concat('an address under .', any(ending)) AS evidence
FROM (
  SELECT
    person_id,
    lowerUTF8(splitByChar('.', email)[-1]) AS ending,
    {ending_regions:Array(String)}[indexOf({endings:Array(String)}, ending)] AS region
  FROM humans
)
WHERE region != ''
GROUP BY person_id, region
