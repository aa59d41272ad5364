import * as access from "./access.ts";
import * as benefits from "./benefits.ts";
import * as cases from "./cases.ts";
import * as clock from "./clock.ts";
import * as comparisons from "./comparisons.ts";
import * as demand from "./demand.ts";
import * as draws from "./draws.ts";
import type { EndpointShape } from "./endpoint.ts";
import * as fields from "./fields.ts";
import * as findings from "./findings.ts";
import * as funds from "./funds.ts";
import * as journal from "./journal.ts";
import * as library from "./library.ts";
import * as links from "./links.ts";
import * as notices from "./notices.ts";
import * as people from "./people.ts";
import * as policies from "./policies.ts";
import * as registers from "./registers.ts";
import * as surveys from "./surveys.ts";
import * as talent from "./talent.ts";
import * as tasks from "./tasks.ts";

/** Every endpoint there is, by area: what the server must register and OpenAPI prints. */
export function everyEndpoint(): readonly EndpointShape[] {
  const areas = [
    access,
    clock,
    people,
    fields,
    links,
    registers,
    policies,
    library,
    findings,
    comparisons,
    benefits,
    cases,
    tasks,
    draws,
    notices,
    funds,
    journal,
    talent,
    demand,
    surveys,
  ];
  return areas.flatMap((area) => Object.values<unknown>(area).filter(isEndpoint));
}

function isEndpoint(value: unknown): value is EndpointShape {
  return typeof value === "object" && value !== null && "method" in value && "path" in value && "roles" in value;
}
