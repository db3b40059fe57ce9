"use client";

import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { bytes } from "@/i18n/format";
import { Icon } from "@/parts/icon";

type Download = Schemas["Download"];

// What the player needs of a film's files.
export function filmFiles(list: Schemas["Downloads"] | undefined) {
  if (!list) return null;
  const find = (test: RegExp) => list.files?.find(({ name }) => test.test(name));
  const captions = find(/\.vtt$/);
  return {
    film: list.downloadUrl,
    poster: find(/\.(png|jpe?g|webp)$/)?.url,
    captions: captions && { src: captions.url, language: /\.([a-z]{2,3})\.vtt$/.exec(captions.name)?.[1] ?? "en" },
  };
}

const kinds = [
  { kind: "film", test: /\.mp4$/ },
  { kind: "captions", test: /\.(srt|vtt|ass)$/ },
  { kind: "poster", test: /\.(png|jpe?g|webp)$/ },
  { kind: "stems", test: /\.(wav|flac)$/ },
  { kind: "other", test: /./ },
] as const;

export function FileList({ files }: { files: Download[] }) {
  const { t } = useTranslation();
  const groups = kinds.map(({ kind }, i) => ({
    kind,
    files: files.filter(({ name }) => kinds.findIndex(({ test }) => test.test(name)) === i),
  }));
  return (
    <ul>
      {groups
        .filter((group) => group.files.length > 0)
        .flatMap((group) =>
          group.files.map((file) => (
            <li key={file.name} className="dl">
              <b>{t(`deliver.kind.${group.kind}`)}</b>
              <bdi className="lab">{file.name}</bdi>
              <a className={`b ${group.kind === "film" ? "line" : "quiet"}`} href={file.url} download aria-label={t("deliver.download", { name: file.name })}>
                <Icon name="out" />
                {bytes(file.size)}
              </a>
            </li>
          )),
        )}
    </ul>
  );
}
