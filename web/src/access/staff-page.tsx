import {
  closeStaffAccount,
  listOffices,
  listStaff,
  openStaffAccount,
  type ReplyOf,
  unlockStaffAccount,
} from "@wutong/contracts";
import { Button, Drawer, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useFormats } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";

type StaffRow = ReplyOf<typeof listStaff>["rows"][number];
const staffRoles = ["clerk", "reviewer", "finance", "leader", "auditor"] as const;

/** Who works here, in which roles; a leader opens, unlocks and closes accounts. */
export function StaffPage() {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const staff = useRead(listStaff, {});
  const [opening, setOpening] = useState(false);
  const [chosen, setChosen] = useState<StaffRow | null>(null);
  return (
    <>
      <PageHead
        title={t("area.staff")}
        note={t("access.staffNote")}
        actions={
          may("leader") && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t("access.open")}
            </Button>
          )
        }
      />
      <RowsTable
        label={t("area.staff")}
        rows={staff.data?.rows ?? []}
        rowKey={(row) => row.accountId}
        loading={staff.isPending}
        error={staff.error}
        empty={<Empty title={t("access.noStaff")} todo={t("access.noStaffTodo")} />}
        {...(may("leader") ? { onOpen: setChosen } : {})}
        columns={[
          { key: "name", title: t("access.name"), render: (row) => row.name, phone: "head" },
          { key: "account", title: t("access.account"), render: (row) => row.account },
          {
            key: "roles",
            title: t("access.roles"),
            render: (row) => row.roles.map((role) => t(`role.${role}`)).join(t("do.comma")),
          },
          { key: "office", title: t("access.officeTitle"), render: (row) => row.office.name },
          {
            key: "state",
            title: t("access.state"),
            width: 110,
            render: (row) => (
              <Mark
                tone={row.state === "open" ? "good" : row.state === "locked" ? "hand" : "none"}
                text={t(`access.states.${row.state}`)}
              />
            ),
          },
          {
            key: "last",
            title: t("access.lastSignIn"),
            render: (row) => (row.lastSignIn ? formats.instant(row.lastSignIn) : "—"),
          },
        ]}
      />
      <Drawer open={opening} onClose={() => setOpening(false)} title={t("access.open")} size={440} destroyOnHidden>
        <OpenForm onDone={() => setOpening(false)} />
      </Drawer>
      <Drawer open={chosen !== null} onClose={() => setChosen(null)} title={chosen?.name} size={440} destroyOnHidden>
        {chosen && <AccountActions row={chosen} onDone={() => setChosen(null)} />}
      </Drawer>
    </>
  );
}

function OpenForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const offices = useRead(listOffices, {});
  const open = useCommand(openStaffAccount);
  const needed = [{ required: true, message: t("access.needed") }];
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(body) => open.mutate({ body }, { onSuccess: onDone })}>
      <ProblemNotice error={open.error} />
      <Form.Item
        name="account"
        label={t("access.account")}
        rules={[{ required: true, pattern: /^[a-z0-9.-]{3,40}$/, message: t("access.accountRule") }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t("access.name")} rules={needed}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="officeId" label={t("access.officeTitle")} rules={needed}>
        <Select
          options={(offices.data?.rows ?? []).map((office) => ({ value: office.officeId, label: office.name }))}
        />
      </Form.Item>
      <Form.Item name="roles" label={t("access.roles")} rules={needed}>
        <Select mode="multiple" options={staffRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("access.firstPassword")}
        rules={[{ required: true, min: 10, message: t("access.passwordRule") }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {t("access.open")}
      </Button>
    </Form>
  );
}

function AccountActions({ row, onDone }: { readonly row: StaffRow; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const unlock = useCommand(unlockStaffAccount);
  const close = useCommand(closeStaffAccount);
  const params = { accountId: row.accountId };
  if (row.state === "closed") return <p>{t("access.closedNote")}</p>;
  const [command, title] = row.state === "locked" ? [unlock, t("access.unlock")] : [close, t("access.close")];
  return (
    <ReasonForm
      title={title}
      label={t("do.reason")}
      submit={title}
      danger={row.state === "open"}
      busy={command.isPending}
      error={command.error}
      onCancel={onDone}
      onSubmit={(reason) => command.mutate({ params, body: { reason } }, { onSuccess: onDone })}
    />
  );
}
