"use client";

import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { dateTime } from "@/i18n/format";

// What was done, the newest first, as the server's log has it.
export function AuditTable({ rows }: { rows: Schemas["AuditRow"][] }) {
  const { t } = useTranslation();
  return (
    <table className="tb">
      <thead>
        <tr>
          <th scope="col">{t("credits.what")}</th>
          <th scope="col">{t("credits.when")}</th>
          <th scope="col">{t("admin.details")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <td className="script" dir="ltr">
              {row.action}
            </td>
            <td className="whitespace-nowrap text-text2">{dateTime(row.at)}</td>
            <td className="text-text2">{row.details}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
