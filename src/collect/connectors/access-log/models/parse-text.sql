-- question: What does each line of a common or combined access log say?
-- one row is: one line with its parts as they stand there; `fault` is the number of what is wrong with it, 0 when nothing is
-- reads: incoming_lines
SELECT
  line_number,
  whole,
  multiIf(
    whole = '', 1,
    startsWith(whole, '#'), 2,
    length(whole) >= 1048576, 9,
    opening = 0 OR address_to <= address_from OR position(text, ' ', address_to + 1) >= opening, 3,
    length(text) < opening + 31, 6,
    substring(text, opening + 28, 3) != '] "', 3,
    instant IS NULL, 4,
    request_to = 0, 6,
    status < 100 OR status > 599, 7,
    size_start < ' -' OR size_start > ' 9', 8,
    {with_agent:Bool} AND (referrer_from = 0 OR referrer_to = 0 OR agent_to = 0), 6,
    0) AS fault,
  assumeNotNull(instant) AS occurred_at,
  substring(text, opening + 23, 5) AS zone,
  substring(text, address_from, if(address_to > address_from, address_to - address_from, 0)) AS address,
  substring(text, request_from, if(request_to > 0, request_to - request_from, 0)) AS request,
  status,
  if(agent_to > 0, substring(text, referrer_from + 1, referrer_to - referrer_from - 1), '') AS referrer,
  if(agent_to > 0, substring(text, referrer_to + 3, agent_to - referrer_to - 3), '') AS agent
FROM (
  SELECT
    *,
    if({with_agent:Bool}, position(text, '"', referrer_to + 3), 0) AS agent_to,
    position(text, ' ', address_from) AS address_to,
    parseDateTimeOrNull(substring(text, opening + 2, 26), '%d/%b/%Y:%H:%i:%s %z', 'UTC') AS instant,
    toUInt16OrZero(substring(text, request_to + 2, 3)) AS status,
    substring(text, request_to + 5, 2) AS size_start
  FROM (
    SELECT
      *,
      if({with_agent:Bool}, position(text, '" "', referrer_from + 1), 0) AS referrer_to,
      if({with_host:Bool}, position(text, ' ') + 1, 1) AS address_from
    FROM (
      SELECT *, position(text, '"', request_to + 5) AS referrer_from
      FROM (
        SELECT *, opening + 31 AS request_from, position(text, '" ', request_from) AS request_to
        FROM (
          SELECT
            line_number,
            if({carriage:Bool}, trimRight(line, '\r'), line) AS whole,
            -- Escaped quotes and backslashes inside a field would end it too early: they stand aside as control characters.
            if({escaped:Bool}, replaceAll(replaceAll(whole, '\\\\', '\x02'), '\\"', '\x01'), whole) AS text,
            position(text, ' [') AS opening
          FROM incoming_lines
        )
      )
    )
  )
)
