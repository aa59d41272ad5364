import { Skeleton } from "antd";

/** A page on its way. */
export function PageSkeleton() {
  return (
    <div style={{ padding: "24px 0" }} aria-busy="true">
      <Skeleton active title={{ width: 240 }} paragraph={{ rows: 8 }} />
    </div>
  );
}

/** Some lines on their way, inside a sheet. */
export function LinesSkeleton({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="sheet-pad" aria-busy="true">
      <Skeleton active title={false} paragraph={{ rows, width: "100%" }} />
    </div>
  );
}
