/** The sample's six months; each has 28 days, so that row counts can be compared. */
export const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'] as const;

/** Four whole weeks, so that every month has as many of each weekday. */
export const daysPerMonth = 28;

/** Drift begins here, at `raw/weather.csv`: the sensor was exchanged for one that reads warm and noisy. */
export const sensorChangeMonth = 3;

/** `raw/trips.csv` has a column `bike_type` from here on. */
export const schemaChangeMonth = 2;

/** Three stations are planned from here on; `raw/stations.csv` only grew. */
export const newStationsMonth = 2;

/** The first training of the demand model failed in this month and was run again. */
export const failedTrainingMonth = 4;

/** The duration endpoint answers faster from here on. */
export const fasterLookupMonth = 4;

/** The demand endpoint answers slower from here on: too slow for its guardrail. */
export const forecastMonth = 5;
