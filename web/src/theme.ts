import type { ThemeConfig } from "antd";

/** The whole look in one file: a parasol tree's leaf, greys with a hint of green, and one accent. */
const colours = {
  leaf: "#1f7a5c",
  leafDeep: "#12362b",
  leafPale: "#e8f2ed",
  /** The phoenix: only for what needs a person's hand. 4.9 : 1 on white. */
  phoenix: "#c8401e",
  phoenixPale: "#fdf0eb",
  ink: "#17211d",
  inkSoft: "#52605a",
  line: "#dde4e0",
  lineSoft: "#ebf0ed",
  ground: "#f5f8f6",
  paper: "#ffffff",
} as const;

/** Below this width (px) tables become cards and the menu a drawer. */
export const phoneWidth = 760;

const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif';

const look: ThemeConfig = {
  cssVar: { key: "wutong" },
  hashed: false,
  token: {
    colorPrimary: colours.leaf,
    colorInfo: colours.leaf,
    colorSuccess: colours.leaf,
    colorWarning: colours.phoenix,
    colorError: colours.phoenix,
    colorLink: colours.leaf,
    colorText: colours.ink,
    colorTextSecondary: colours.inkSoft,
    colorTextTertiary: "#66746d",
    colorTextPlaceholder: "#65736c",
    colorBorder: "#c9d3ce",
    colorBorderSecondary: colours.line,
    colorSplit: colours.lineSoft,
    colorBgLayout: colours.ground,
    borderRadius: 4,
    fontFamily,
    fontSize: 14,
    controlHeight: 32,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
    wireframe: false,
  },
  components: {
    Table: {
      headerBg: colours.ground,
      headerColor: colours.inkSoft,
      headerSplitColor: "transparent",
      rowHoverBg: "#f0f6f3",
      cellPaddingBlockMD: 9,
      cellPaddingInlineMD: 12,
      borderColor: colours.lineSoft,
    },
    Menu: {
      itemBg: "transparent",
      itemHeight: 36,
      itemSelectedBg: colours.leafPale,
      itemSelectedColor: colours.leafDeep,
      itemBorderRadius: 4,
      activeBarBorderWidth: 0,
    },
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
    Drawer: { paddingLG: 24 },
    Descriptions: { labelBg: colours.ground },
    Tabs: { horizontalMargin: "0 0 16px 0" },
    Card: { paddingLG: 20 },
    Skeleton: { gradientFromColor: "#eef3f0", gradientToColor: "#e2eae6" },
  },
};

/** Without motion for those who asked their system for less of it. */
export const theme: ThemeConfig = matchMedia("(prefers-reduced-motion: reduce)").matches
  ? { ...look, token: { ...look.token, motion: false } }
  : look;
