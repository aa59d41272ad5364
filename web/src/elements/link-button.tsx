import { Button, type ButtonProps } from "antd";
import { useHref, useNavigate } from "react-router";

type LinkButtonProps = Pick<ButtonProps, "type" | "size" | "children"> & { readonly to: string };

/** A way to another page that looks like a button; a link all the same, to be opened in a tab of its own. */
export function LinkButton({ to, ...looks }: LinkButtonProps) {
  const go = useNavigate();
  return (
    <Button
      {...looks}
      href={useHref(to)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void go(to);
      }}
    />
  );
}
