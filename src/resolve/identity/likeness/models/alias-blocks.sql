-- question: Which aliases are worth comparing?
-- one row is: one alias under one key; no two aliases that share no key are ever compared
-- reads: alias_traits, compared_aliases
SELECT block, alias_id
FROM (
  SELECT
    alias_id,
    tokens[1] AS given,
    tokens[-1] AS surname,
    arrayJoin(arrayDistinct(arrayConcat(
      -- What a handle could be made of, and handles with and without their digits.
      arrayMap(form -> cityHash64('j', form), arrayConcat(
        full_forms, surname_forms, given_forms, labels, handles,
        arrayFilter(letters -> lengthUTF8(letters) >= 3, arrayMap(handle -> replaceRegexpAll(handle, '\\p{N}', ''), handles)),
        if(tokens = [], [], [given, surname]),
        -- Login names of eight letters.
        arrayMap(form -> substringUTF8(form, 1, 8), arrayFilter(form -> lengthUTF8(form) > 8, arrayConcat(full_forms, surname_forms, given_forms)))
      )),
      arrayMap(handle -> cityHash64('h', substringUTF8(handle, 1, 5)), arrayFilter(handle -> lengthUTF8(handle) >= 7, handles)),
      if(tokens = [], [], [
        cityHash64('n', arraySort(tokens)),
        cityHash64('g', substringUTF8(given, 1, 1), surname), cityHash64('g', substringUTF8(surname, 1, 1), given),
        cityHash64('p', substringUTF8(given, 1, 2), substringUTF8(surname, 1, 3)), cityHash64('p', substringUTF8(surname, 1, 2), substringUTF8(given, 1, 3))
      ])
    ))) AS block
  FROM alias_traits
  WHERE alias_id IN (SELECT compared_aliases.alias_id FROM compared_aliases)
)
