-- Who came after the last comparison is compared with everybody, without comparing everybody with each other again.

ALTER TABLE people.register_comparisons
  ADD COLUMN kind text NOT NULL DEFAULT 'everybody' CHECK (kind IN ('everybody', 'newcomers')),
  -- The highest number among the people who were compared: whoever bears a higher one is new since.
  ADD COLUMN through_person int,
  -- The chances that a comparison of everybody learnt (no names and no values): newcomers are weighed by them.
  ADD COLUMN model jsonb;
