import type { getLibraryPolicy, ReplyOf } from "@wutong/contracts";

export type LibraryPolicy = ReplyOf<typeof getLibraryPolicy>;
