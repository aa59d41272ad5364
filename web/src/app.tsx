import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { i18n } from "i18next";
import { I18nextProvider, useTranslation } from "react-i18next";
import { RouterProvider } from "react-router";
import type { consoleRouter } from "./routes.tsx";
import { type Server, ServerContext } from "./server/client.ts";
import { theme } from "./theme.ts";

type AppProps = {
  readonly server: Server;
  readonly queries: QueryClient;
  readonly words: i18n;
  readonly router: ReturnType<typeof consoleRouter>;
};

/** Hands down what every page needs: the server, the words, the look, the routes. */
export function App({ server, queries, words, router }: AppProps) {
  return (
    <ServerContext value={server}>
      <QueryClientProvider client={queries}>
        <I18nextProvider i18n={words}>
          <Look router={router} />
        </I18nextProvider>
      </QueryClientProvider>
    </ServerContext>
  );
}

function Look({ router }: Pick<AppProps, "router">) {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language === "en" ? enUS : zhCN}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}
