"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, type CSSProperties, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys, useQuote } from "./queries";
import { useSession } from "@/api/session";
import { answer, api } from "@/api/client";
import { estimate } from "@/desk/estimate";
import type { Line, Scene } from "@/desk/fountain";
import { clock, dateTime, number } from "@/i18n/format";
import { Icon } from "@/parts/icon";

export function SceneList({ scenes, place, goTo }: { scenes: Scene[]; place: number; goTo: (line: number) => void }) {
  const { t } = useTranslation();
  const here = scenes.findLast((scene) => scene.line <= place);
  return (
    <>
      <div className="sec">
        <h2 className="!mb-0">{t("write.scenes")}</h2>
      </div>
      {scenes.length === 0 && <p className="p-4 text-text2">{t("write.noScenes")}</p>}
      <ol>
        {scenes.map((scene) => (
          <li key={scene.line}>
            <button type="button" className="scn" aria-current={scene === here ? "true" : undefined} onClick={() => goTo(scene.line)}>
              <b className="slate">{scene.number}</b>
              <b className="script truncate text-[14px]" dir="auto">
                {scene.heading}
              </b>
              <span className="lab">{t("write.words", { count: scene.words, formatted: number(scene.words) })}</span>
              <span className="lab s">{scene.speakers.join(", ")}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

export function CastList({ cast, parsed }: { cast: string[]; parsed: Line[] }) {
  const { t } = useTranslation();
  const lines = useMemo(() => {
    const counts = new Map<string, number>();
    for (const line of parsed) if (line.kind === "character" && line.name) counts.set(line.name, (counts.get(line.name) ?? 0) + 1);
    return counts;
  }, [parsed]);
  return (
    <div className="sec">
      <h2>{t("write.cast")}</h2>
      {cast.length === 0 && <p className="text-text2">{t("write.noCast")}</p>}
      <ul className="grid gap-2">
        {cast.map((name, i) => (
          <li key={name} className="flex items-baseline gap-3" style={{ "--ci": `var(--cast${(i % 8) + 1})` } as CSSProperties}>
            <span className="ink w-7 shrink-0 self-center" />
            <b className="grow truncate">{name}</b>
            <span className="lab">{t("write.speeches", { count: lines.get(name) ?? 0 })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EstimateProps {
  id: string;
  script: string;
  version: number;
  busy: boolean;
  locked: boolean;
  make: () => void;
  children: ReactNode;
}

// What the film comes to, and the one thing to do: words and length as they are now, the price as the
// server gave it for what is saved.
export function Estimate({ id, script, version, busy, locked, make, children }: EstimateProps) {
  const { t } = useTranslation();
  const quote = useQuote(id, version).data;
  const { words, length_s } = useMemo(() => estimate(script), [script]);
  const short = quote && !quote.affordable && !quote.unlimited;
  const tooLong = quote !== undefined && length_s > quote.maxLengthSeconds;
  return (
    <div className="sec grid gap-3">
      <div className="trio">
        <div>
          <b className="big">{number(words)}</b>
          <span className="lab">{t("write.wordsLabel", { count: words })}</span>
        </div>
        <div>
          <b className="big">{clock(length_s)}</b>
          <span className="lab">{quote ? t("write.ofLength", { length: clock(quote.maxLengthSeconds) }) : t("write.length")}</span>
        </div>
        <div>
          <b className="big">{quote ? number(quote.credits) : "–"}</b>
          <span className="lab">
            {quote?.unlimited ? t("credits.unlimited") : t("write.ofCredits", { formatted: quote ? number(quote.balance) : "–" })}
          </span>
        </div>
      </div>
      {quote && (
        <p className="text-text2">
          {t("write.terms", { time: clock(quote.waitSeconds + quote.durationSeconds), resolution: quote.resolution })}
          {quote.watermark ? ` ${t("write.watermark")}` : ""}
        </p>
      )}
      {tooLong && <p className="note warn">{t("write.tooLong", { length: clock(quote.maxLengthSeconds) })}</p>}
      {short && (
        <p className="note warn">
          {t("write.short")}{" "}
          <a className="underline underline-offset-4" href="/credits/">
            {t("credits.buy")}
          </a>
        </p>
      )}
      <button type="button" className="b go" disabled={busy || locked || words === 0 || short === true} onClick={make}>
        <Icon name="play" />
        {busy ? t("write.ordering") : t("write.make")}
        <span className="kbd only-desk" aria-hidden="true">
          Ctrl ↵
        </span>
      </button>
      {children}
    </div>
  );
}

// What the script was before. Plans without history have no list.
export function Versions({ id, version, take }: { id: string; version: number; take: (script: string) => void }) {
  const { t } = useTranslation();
  const history = useSession((session) => session.user?.tier !== "free");
  const versions = useQuery({
    queryKey: [...keys.project(id), "versions", version],
    queryFn: async () =>
      (await answer(api.GET("/api/v1/projects/{projectId}/versions", { params: { path: { projectId: id } } }))).versions ?? [],
    enabled: history,
    placeholderData: (before) => before,
  });
  if (!versions.data?.length) return null;
  return (
    <div className="sec border-t border-line">
      <h3>{t("write.versions")}</h3>
      <ul>
        {versions.data.slice(0, 8).map((old) => (
          <li key={old.version} className="flex items-baseline gap-2">
            <b className="slate w-6">{number(old.version)}</b>
            <span className="lab grow">{dateTime(old.createdAt)}</span>
            <button type="button" className="b quiet" onClick={() => take(old.script)}>
              {t("write.takeVersion")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
