-- When an office sweeps by itself. What was due is told by the clock and by the sweeps that there are: nothing is counted here.
CREATE TABLE policies.sweep_schedules (
  tenant_id int NOT NULL,
  office_id int NOT NULL,
  active boolean NOT NULL,
  -- Minutes after midnight in China.
  at_minute int NOT NULL CHECK (at_minute BETWEEN 0 AND 1439),
  -- 1 is Monday.
  weekdays int[] NOT NULL CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND weekdays <> '{}'),
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, office_id)
);
SELECT access.protect('policies.sweep_schedules', 'office');
REVOKE DELETE ON policies.sweep_schedules FROM wutong_app;

-- Which sweeps began by themselves.
ALTER TABLE policies.sweeps ADD COLUMN scheduled boolean NOT NULL DEFAULT false;
