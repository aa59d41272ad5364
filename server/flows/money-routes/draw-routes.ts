import * as contract from "@wutong/contracts";
import { day, formatDay, ok } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { listDrawLines, listPublicDraws } from "../../areas/benefits/index.ts";
import { inSession } from "../../storage/index.ts";
import { announceDraw, drawPlacesOf } from "../draw-places/draw-places.ts";
import { getPolicy, todayOf } from "../money/money-desk.ts";
import type { RouteDesk } from "./route-desk.ts";

export function drawRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listDraws, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const rows: contract.ReplyOf<typeof contract.listDraws>["rows"] = [];
        for (const { policy, period, version, asked, draw } of await listDrawLines(tx)) {
          const { envelope } = await getPolicy(desk, tx, policy, version);
          const { quota } = envelope.limits;
          if (!quota || quota.order.kind === "firstCome") continue;
          const { title } = envelope;
          const announced = draw && {
            seed: draw.seed,
            drawOn: formatDay(draw.drawOn),
            drawnOn: draw.drawnOn === null ? null : formatDay(draw.drawnOn),
          };
          const { places } = quota;
          rows.push({
            policyId: policy,
            policyTitle: title,
            period,
            order: quota.order.kind,
            places,
            asked,
            announced,
          });
        }
        return ok({ rows });
      }),
    ),
    implement(contract.announceDraw, ({ caller, key, body }) =>
      announceDraw(desk, { token: caller.token, key }, { ...body, drawOn: day(body.drawOn) }),
    ),
    implement(contract.drawPlaces, ({ caller, key, body }) => drawPlacesOf(desk, { token: caller.token, key }, body)),
    implement(contract.listPublicDraws, async () => {
      const { tenantId, database } = desk;
      const draws = await database.kysely
        .transaction()
        .setAccessMode("read only")
        .execute((tx) => listPublicDraws(tx, tenantId, todayOf(desk.now())));
      const rows = draws.map(({ title, announcedOn, drawOn, drawnOn, result, ...draw }) => ({
        ...draw,
        policyTitle: title,
        announcedOn: formatDay(announcedOn),
        drawOn: formatDay(drawOn),
        drawnOn: drawnOn === null ? null : formatDay(drawnOn),
        result: [...result],
      }));
      return ok({ rows });
    }),
  ];
}
