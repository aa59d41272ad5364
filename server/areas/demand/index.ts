export {
  DEMAND_COLUMNS,
  type Demand,
  disciplineOf,
  normaliseWords,
  readDemandRow,
  waveStateOn,
  whyNotToday,
} from "./model.ts";
export {
  findInvitation,
  findLink,
  type Invitation,
  insertInvitations,
  listInvitations,
  listSilent,
  REMINDERS_MAX,
  saveAnswered,
  takeToRemind,
} from "./store/invitations.ts";
export {
  correctItem,
  countItems,
  findItem,
  type Item,
  insertItems,
  listItems,
  listItemsOfInvitation,
  listPublicItems,
  type NewItem,
  type PublicItem,
  saveCleaned,
  withdrawOthers,
} from "./store/items.ts";
export { findWave, insertEdition, insertWave, listRates, listWaves, type Wave } from "./store/waves.ts";
