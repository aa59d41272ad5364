export {
  type Analytics,
  AnalyticsCancelled,
  AnalyticsFault,
  type AnalyticsSettings,
  type Columns,
  type Parameter,
} from "./analytics.ts";
export { type OneMoment, readOneMoment } from "./copy-from-postgres.ts";
export { forkAnalytics } from "./fork-analytics.ts";
export { openAnalytics } from "./open-analytics.ts";
export { quoteName, quoteText } from "./quoting.ts";
