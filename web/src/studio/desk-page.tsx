"use client";

import { memo, type CSSProperties, type Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "@/desk/fountain";

interface Props {
  ref: Ref<HTMLTextAreaElement>;
  script: string;
  parsed: Line[];
  cast: string[];
  locked: boolean;
  change: (script: string) => void;
  moved: (line: number) => void;
}

// The page: the words in their colours, and over them a textarea that shows only its caret, so that
// writing, selecting, undo and the screen reader are the browser's own.
export function DeskPage({ ref, script, parsed, cast, locked, change, moved }: Props) {
  const { t } = useTranslation();
  const look = (field: HTMLTextAreaElement) => moved(field.value.slice(0, field.selectionStart).split("\n").length - 1);
  return (
    <div className="desk">
      <pre aria-hidden="true">
        {parsed.map((line, i) => (
          <PageLine key={i} n={i} kind={line.kind} text={line.text} ink={line.kind === "character" ? cast.indexOf(line.name ?? "") : -1} />
        ))}
      </pre>
      <textarea
        ref={ref}
        aria-label={t("write.script")}
        placeholder={t("write.placeholder")}
        value={script}
        spellCheck={false}
        readOnly={locked}
        maxLength={200_000}
        onChange={(event) => change(event.target.value)}
        onKeyUp={(event) => look(event.currentTarget)}
        onClick={(event) => look(event.currentTarget)}
      />
    </div>
  );
}

const PageLine = memo(function PageLine({ n, kind, text, ink }: { n: number; kind: string; text: string; ink: number }) {
  const style = ink < 0 ? undefined : ({ "--ci": `var(--cast${(ink % 8) + 1})` } as CSSProperties);
  return (
    <span id={`line-${n}`} className={kind} style={style}>
      {text}
      {"\n"}
    </span>
  );
});
