import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useState } from "react";
import { useSettled } from "./filters.ts";

type SearchBoxProps = {
  readonly value: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
  readonly label: string;
  readonly width?: number;
};

/** Searches while one types, a quarter of a second behind; Enter and the cross work too. */
export function SearchBox({ value, onSearch, label, width = 300 }: SearchBoxProps) {
  const [text, setText] = useState(value ?? "");
  const settled = useSettled(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed leads; a filter cleared elsewhere must not be typed back
  useEffect(() => {
    if (settled.trim() !== (value ?? "")) onSearch(settled.trim() || undefined);
  }, [settled]);
  return (
    <Input
      allowClear
      type="search"
      value={text}
      prefix={<SearchOutlined className="soft" />}
      placeholder={label}
      aria-label={label}
      style={{ width, maxWidth: "100%" }}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onSearch(text.trim() || undefined)}
    />
  );
}
