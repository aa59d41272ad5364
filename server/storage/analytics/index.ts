export {
  type Analytics,
  AnalyticsCancelled,
  type AnalyticsSettings,
  type Columns,
  type Lane,
} from "./analytics.ts";
export { readOneMoment } from "./copy-from-postgres.ts";
export { forkAnalytics } from "./fork-analytics.ts";
export { openAnalytics } from "./open-analytics.ts";
export { AS_PARQUET, quoteName, quoteText } from "./quoting.ts";
