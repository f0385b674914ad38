-- question: How alike are two aliases, comparison by comparison?
-- one row is: two aliases of humans that share a key and no address, the lower id first, with the level each comparison reached and its bits
-- reads: alias_candidates, rated_traits
WITH
  sides AS (
    SELECT
      a, b,
      x.tokens AS ta, y.tokens AS tb, x.full_forms AS fa, y.full_forms AS fb, x.home AS home_a, y.home AS home_b,
      x.handles AS ha, y.handles AS hb, x.handle_rates AS handle_rates_a, y.handle_rates AS handle_rates_b,
      x.home_worth AS home_worth,
      arrayMap(token -> arrayFirst(pair -> pair.1 = token, x.word_rates).2, ta) AS ra,
      arrayMap(token -> arrayFirst(pair -> pair.1 = token, y.word_rates).2, tb) AS rb,
      arrayConcat(x.full_forms, x.surname_forms, x.given_forms) AS forms_a,
      arrayConcat(y.full_forms, y.surname_forms, y.given_forms) AS forms_b,
      -- Each name beside what the other goes by: forms with their rates; handles, and what a domain calls somebody.
      arrayFilter(side -> side.1 != [], [
        (ta, ra, x.full_forms, x.surname_forms, x.given_forms, arrayConcat(arrayMap(h -> (h, 0), y.handles), arrayMap(h -> (h, 1), y.labels))),
        (tb, rb, y.full_forms, y.surname_forms, y.given_forms, arrayConcat(arrayMap(h -> (h, 0), x.handles), arrayMap(h -> (h, 1), x.labels)))
      ]) AS crossed
    -- In slices, so that what both sides are looked up in fits into memory.
    FROM (
      SELECT a, b FROM alias_candidates
      WHERE a BETWEEN {a_from:UInt64} AND {a_to:UInt64} AND b BETWEEN {b_from:UInt64} AND {b_to:UInt64}
    ) AS pairs
    INNER JOIN (SELECT * FROM rated_traits WHERE alias_id BETWEEN {a_from:UInt64} AND {a_to:UInt64}) AS x ON x.alias_id = pairs.a
    INNER JOIN (SELECT * FROM rated_traits WHERE alias_id BETWEEN {b_from:UInt64} AND {b_to:UInt64}) AS y ON y.alias_id = pairs.b
    -- The same address is evidence of its own.
    WHERE x.own_address = '' OR x.own_address != y.own_address
  ),
  named AS (
    SELECT
      *,
      arrayFilter(token -> lengthUTF8(token) > 1, arrayIntersect(ta, tb)) AS both_have,
      arraySum((token, rate) -> if(has(tb, token), -log2(rate), 0), ta, ra) AS shared_bits,
      arraySort(ta) = arraySort(tb) AS is_same_name,
      length(arrayIntersect(fa, fb)) > 0 AS is_joined_alike,
      -- Given with given and surname with surname, or crosswise: how alike, and how many bits the two parts are worth.
      if(ta = [] OR tb = [], [], arrayMap(
        parts -> arrayMap(
          part -> (
            multiIf(
              part.1 = part.3, 1.0,
              lengthUTF8(part.1) = 1 OR lengthUTF8(part.3) = 1, if(substringUTF8(part.1, 1, 1) = substringUTF8(part.3, 1, 1), 0.9, 0.0),
              least(lengthUTF8(part.1), lengthUTF8(part.3)) >= 3 AND (startsWith(part.1, part.3) OR startsWith(part.3, part.1)), 0.92,
              -- A letter off, or two in a long word.
              substringUTF8(part.1, 1, 1) = substringUTF8(part.3, 1, 1)
                AND damerauLevenshteinDistance(part.1, part.3) <= if(least(lengthUTF8(part.1), lengthUTF8(part.3)) >= 8, 2, 1),
                jaroWinklerSimilarity(part.1, part.3),
              0.0
            ),
            -log2(multiIf(
              part.1 = part.3, greatest(part.2, part.4),
              lengthUTF8(part.1) = 1 OR lengthUTF8(part.3) = 1, 0.06,
              greatest(4 * greatest(part.2, part.4), 0.002)
            ))
          ),
          parts
        ),
        [
          [(ta[1], ra[1], tb[1], rb[1]), (ta[-1], ra[-1], tb[-1], rb[-1])],
          [(ta[1], ra[1], tb[-1], rb[-1]), (ta[-1], ra[-1], tb[1], rb[1])]
        ]
      )) AS part_likenesses,
      arrayMax(arrayConcat([0.], arrayMap(
        parts -> if(arrayMin(part -> part.1, parts) >= 0.88, arraySum(part -> part.2, parts), 0.),
        part_likenesses
      ))) AS near_bits,
      multiIf(
        ta = [] OR tb = [], 'none',
        is_same_name, 'same',
        is_joined_alike, 'joined',
        length(both_have) >= 2 AND (has(both_have, ta[-1]) OR has(both_have, ta[1])) AND (has(both_have, tb[-1]) OR has(both_have, tb[1])), 'part',
        near_bits > 0, 'near',
        length(both_have) >= 1, 'one word',
        'other'
      ) AS name_level,
      multiIf(
        name_level = 'same', log2(0.6) + shared_bits,
        name_level = 'joined', log2(0.1) + least(-log2(ra[1]) - log2(ra[-1]), -log2(rb[1]) - log2(rb[-1])),
        name_level = 'part', log2(0.1) + shared_bits,
        name_level = 'near', log2(0.05) + near_bits,
        name_level = 'one word', least(log2(0.03) + shared_bits, 1) - 2,
        name_level = 'other', -5,
        0
      ) AS name_bits,
      name_level IN ('same', 'joined', 'part', 'near') AS is_name_alike
    FROM sides
  ),
  derived AS (
    SELECT
      *,
      -- Bits, how it is made, the handle, and whether a domain says so.
      arrayReverseSort(arrayConcat([(0., '', '', 0)], arrayFlatten(arrayMap(
        side -> arrayMap(
          called -> (
            multiIf(
              has(side.3, called.3) AND lengthUTF8(called.3) >= 6, log2(0.3) - 1 - log2(side.2[1]) - log2(side.2[-1]),
              has(side.4, called.3) OR (lengthUTF8(called.3) = 8 AND arrayExists(form -> substringUTF8(form, 1, 8) = called.3, arrayConcat(side.3, side.4))),
                log2(0.2) - log2(0.15) - log2(side.2[-1]),
              has(side.5, called.3), log2(0.08) - log2(0.15) - log2(side.2[1]),
              called.3 = side.1[-1] AND lengthUTF8(called.3) >= 4, log2(0.05) - log2(side.2[-1]),
              lengthUTF8(side.1[-1]) >= 5 AND position(called.3, side.1[-1]) > 0, log2(0.02) - log2(side.2[-1]),
              called.3 = side.1[1] AND lengthUTF8(called.3) >= 4 AND called.2 = 0, log2(0.05) - log2(side.2[1]),
              called.2 = 0 AND lengthUTF8(called.3) >= 8 AND arrayExists(
                form -> substringUTF8(form, 1, 1) = substringUTF8(called.3, 1, 1)
                  AND abs(toInt32(lengthUTF8(form)) - toInt32(lengthUTF8(called.3))) <= 2
                  AND damerauLevenshteinDistance(form, called.3) <= if(lengthUTF8(called.3) >= 12, 2, 1),
                side.3
              ), log2(0.1) - 3 - log2(side.2[1]) - log2(side.2[-1]),
              0.
            ) - called.2,
            multiIf(
              has(side.3, called.3) AND lengthUTF8(called.3) >= 6, 'full name',
              has(side.4, called.3) OR (lengthUTF8(called.3) = 8 AND arrayExists(form -> substringUTF8(form, 1, 8) = called.3, arrayConcat(side.3, side.4))), 'initial and surname',
              has(side.5, called.3), 'given name and initial',
              called.3 = side.1[-1], 'surname',
              position(called.3, side.1[-1]) > 0, 'surname inside',
              called.3 = side.1[1], 'given name',
              'nearly full name'
            ),
            called.1,
            called.2
          ),
          arrayFilter(
            called -> lengthUTF8(called.3) >= 3,
            arrayMap(called -> (called.1, called.2, replaceRegexpAll(called.1, '\\p{N}', '')), side.6)
          )
        ),
        crossed
      ))))[1] AS best_derived,
      best_derived.1 > 0 AS has_derived,
      arrayIntersect(ha, hb) AS same_handles,
      arrayMap(handle -> (
        -log2(greatest(arrayFirst(pair -> pair.1 = handle, handle_rates_a).2, 1e-6)),
        has(forms_a, replaceRegexpAll(handle, '\\p{N}', '')) OR has(ta, replaceRegexpAll(handle, '\\p{N}', '')),
        has(forms_b, replaceRegexpAll(handle, '\\p{N}', '')) OR has(tb, replaceRegexpAll(handle, '\\p{N}', '')),
        handle
      ), same_handles) AS weighed_handles,
      arrayReverseSort(arrayConcat([(0., '', '')], if(same_handles != [],
        arrayMap(weighed -> (
          multiIf(
            weighed.2 AND weighed.3 AND NOT is_name_alike, least(log2(0.3) + weighed.1, 1),
            (weighed.2 OR weighed.3) AND is_name_alike, least(log2(0.3) + weighed.1, 3),
            log2(0.3) + weighed.1
          ),
          if(weighed.2 OR weighed.3, 'same, made of the name', 'same'),
          weighed.4
        ), weighed_handles),
        arrayFlatten(arrayMap(one -> arrayMap(other -> (
          if(
            lengthUTF8(one) >= 7 AND lengthUTF8(other) >= 7 AND substringUTF8(one, 1, 1) = substringUTF8(other, 1, 1)
              AND abs(toInt32(lengthUTF8(one)) - toInt32(lengthUTF8(other))) <= 2
              AND damerauLevenshteinDistance(one, other) <= if(least(lengthUTF8(one), lengthUTF8(other)) >= 12, 2, 1),
            least(
              log2(0.1) - 3 - log2(greatest(
                arrayFirst(pair -> pair.1 = one, handle_rates_a).2, arrayFirst(pair -> pair.1 = other, handle_rates_b).2, 1e-6
              )),
              if(is_name_alike, 3, 99)
            ),
            0.
          ),
          'near',
          concat(one, ' and ', other)
        ), hb), ha))
      )))[1] AS best_handle,
      best_handle.1 > 0 AS has_handle
    FROM named
  )
SELECT
  a,
  b,
  name_level,
  name_bits,
  multiIf(
    name_level = 'none', '',
    name_level = 'same', arrayStringConcat(ta, ' '),
    concat(arrayStringConcat(ta, ' '), ' and ', arrayStringConcat(tb, ' '))
  ) AS name_detail,
  multiIf(NOT has_derived, 'none', is_name_alike, 'made of the name', best_derived.2) AS derived_level,
  -- A handle made of a name the other has as well says little more; two signs that go together count as one and a part.
  multiIf(
    NOT has_derived, 0,
    is_name_alike, least(best_derived.1, 2),
    name_level IN ('other', 'one word'), best_derived.1 * 0.6,
    has_handle AND best_handle.2 != 'same, made of the name' AND best_handle.1 > best_derived.1, least(best_derived.1, 3),
    best_derived.1
  ) AS derived_bits,
  if(has_derived, best_derived.3, '') AS derived_detail,
  if(has_handle, best_handle.2, 'none') AS handle_level,
  multiIf(
    NOT has_handle, 0,
    has_derived AND (best_derived.1 >= best_handle.1 OR best_handle.2 = 'same, made of the name'), least(best_handle.1, 3),
    best_handle.1
  ) AS handle_bits,
  if(has_handle, best_handle.3, '') AS handle_detail,
  multiIf(home_a = '' OR home_b = '', 'none', home_a = home_b, 'same', 'other') AS home_level,
  multiIf(home_level = 'same', home_worth, home_level = 'other', -0.7, 0) AS home_bits,
  if(home_level = 'same', home_a, '') AS home_detail
FROM derived
WHERE name_bits + derived_bits + handle_bits + home_bits > {least_bits:Float64}
SETTINGS join_use_nulls = 0, max_block_size = 2048, min_joined_block_size_rows = 0, min_joined_block_size_bytes = 0
