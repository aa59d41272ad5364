import type { Route } from "../../areas/access/index.ts";
import { caseRoutes } from "./case-routes.ts";
import { drawRoutes } from "./draw-routes.ts";
import { fundRoutes } from "./fund-routes.ts";
import { offerRoutes } from "./offer-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import type { RouteDesk } from "./route-desk.ts";
import { talentRoutes } from "./talent-routes.ts";
import { taskRoutes } from "./task-routes.ts";

/** Every endpoint from finding to money. */
export function moneyRoutes(desk: RouteDesk): readonly Route[] {
  return [
    ...offerRoutes(desk),
    ...caseRoutes(desk),
    ...drawRoutes(desk),
    ...fundRoutes(desk),
    ...talentRoutes(desk),
    ...taskRoutes(desk),
    ...publicRoutes(desk),
  ];
}
