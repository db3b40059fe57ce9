"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote } from "./problem-note";
import { keys, type Project } from "./queries";
import { below, get, usePortraits, useReading } from "./reading";
import { useSettings } from "./settings";
import { answer, api } from "@/api/client";
import { titleEntry, withTitleEntry } from "@/desk/title-page";
import { Icon } from "@/parts/icon";

interface Card {
  name: string;
  engine: string;
  gender: string;
  age: string;
  languages: string;
  quality: number;
}

function useVoices() {
  return useQuery({
    queryKey: ["voices"],
    queryFn: async () => ((await (await get("/api/v1/voices")).json()) as { voices: Card[] }).voices,
    staleTime: Infinity,
  });
}

// The voice of each character, to be heard saying the first line that they have in this film.
export function VoicesDesk({ project }: { project: Project }) {
  const { t } = useTranslation();
  const reading = useReading(project.projectId, project.version);
  const voices = useVoices();
  const settings = useSettings(project.projectId);
  const chosen = project.settings?.voices ?? [];
  const locked = project.status === "processing";
  const data = reading.data;
  const speakers = data?.characters.map((person, n) => ({ person, n })).filter(({ person }) => person.lines > 0) ?? [];
  const fits = (voices.data ?? []).filter((card) => !data?.language || card.languages.split(" ").includes(data.language));
  return (
    <>
      <h2 className="title mb-1">{t("sound.whoSpeaks")}</h2>
      <p className="mb-4 max-w-[70ch] text-text2">{t("sound.whoSpeaksText")}</p>
      <ProblemNote error={reading.error ?? voices.error ?? settings.error} again={() => void reading.refetch()} />
      {locked && <p className="note warn mb-4">{t("write.beingMade")}</p>}
      {reading.isPending && !reading.error && <div className="sk h-40" aria-busy="true" />}
      {data && speakers.length === 0 && <p className="text-text2">{t("write.noCast")}</p>}
      <ul className="mb-10 grid">
        {speakers.map(({ person, n }) => (
          <Speaker
            key={person.name}
            project={project}
            n={n}
            name={person.name}
            cast={data?.cast.find((one) => one.name === person.name)?.voice ?? ""}
            line={data?.lines.find((line) => line.character === person.name)?.text ?? ""}
            chosen={chosen.find(({ character }) => character === person.name)?.voice ?? ""}
            voices={fits}
            locked={locked}
            choose={(voice) =>
              settings.mutate({ voices: [...chosen.filter(({ character }) => character !== person.name), ...(voice ? [{ character: person.name, voice }] : [])] })
            }
          />
        ))}
      </ul>
    </>
  );
}

interface SpeakerProps {
  project: Project;
  n: number;
  name: string;
  cast: string;
  line: string;
  chosen: string;
  voices: Card[];
  locked: boolean;
  choose: (voice: string) => void;
}

function Speaker({ project, n, name, cast, line, chosen, voices, locked, choose }: SpeakerProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const face = usePortraits(project.projectId, project.version, n).data;
  const sound = useRef<HTMLAudioElement>(null);
  const listen = useMutation({
    mutationFn: async () => {
      const address = await client.fetchQuery({
        queryKey: ["audition", project.projectId, project.version, n],
        queryFn: async () => URL.createObjectURL(await (await get(below(project.projectId, `auditions/${n}`))).blob()),
        staleTime: Infinity,
        gcTime: Infinity,
      });
      if (!sound.current) return;
      sound.current.src = address;
      await sound.current.play();
    },
  });
  return (
    <li className="grid grid-cols-[64px_minmax(0,1fr)] items-center gap-x-4 gap-y-2 border-b border-line py-4 lap:grid-cols-[64px_minmax(0,1fr)_240px_auto]" style={{ "--ci": `var(--cast${(n % 8) + 1})` } as CSSProperties}>
      <span className="block aspect-square overflow-hidden rounded-control bg-[#d6d6d6]">
        {face && <img src={face} alt="" className="size-full object-cover object-left" />}
      </span>
      <div className="min-w-0">
        <h3 className="h3">{name}</h3>
        <p className="ev line-clamp-2" dir="auto">
          {line}
        </p>
      </div>
      <label className="max-lap:col-span-2">
        <span className="vh">{t("sound.voiceOf", { name })}</span>
        <select className="in" value={chosen} disabled={locked} onChange={(event) => choose(event.target.value)}>
          <option value="">{t("sound.asCast", { voice: cast })}</option>
          {voices.map((card) => (
            <option key={card.name} value={card.name}>
              {card.name} ({card.gender}, {card.age.replaceAll("_", " ")})
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="b line max-lap:col-span-2" aria-label={t("sound.listenTo", { name })} disabled={listen.isPending} onClick={() => listen.mutate()}>
        <Icon name="play" />
        {listen.isPending ? t("sound.speaking") : t("sound.listen")}
      </button>
      {/* The line that is spoken stands beside it. */}
      <audio ref={sound} className="hidden" />
      <div className="col-span-full">
        <ProblemNote error={listen.error} />
      </div>
    </li>
  );
}

const styles = ["orchestral", "piano", "ambient", "electronic", "pop", "rock", "jazz", "folk", "fantasy", "carnatic", "hindustani", "bhajan", "chinese", "japanese", "korean", "maqam", "west_african", "east_african", "southern_african"] as const;
const isStyle = (name: string): name is (typeof styles)[number] => (styles as readonly string[]).includes(name);

// The style stands on the script's title page, where `film make` reads it too.
export function MusicDesk({ project }: { project: Project }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const wish = titleEntry(project.script, "Music");
  const parts = wish.split(",").map((part) => part.trim()).filter(Boolean);
  const style = parts.find(isStyle) ?? "";
  const rest = parts.filter((part) => part !== style);
  const write = useMutation({
    mutationFn: (value: string) =>
      answer(
        api.PATCH("/api/v1/projects/{projectId}", {
          params: { path: { projectId: project.projectId } },
          headers: { "If-Match": `"${project.version}"` },
          body: { script: withTitleEntry(project.script, "Music", value) },
        }),
      ),
    onSuccess: (saved) => client.setQueryData(keys.project(project.projectId), saved),
    onError: () => client.invalidateQueries({ queryKey: keys.project(project.projectId) }),
  });
  const locked = write.isPending || project.status === "processing";
  const [field, send] = [useRef<HTMLInputElement>(null), (name: string, more: string) => write.mutate([name, more].filter(Boolean).join(", "))];
  useEffect(() => {
    if (field.current) field.current.value = rest.join(", ");
  }, [field, wish]); // eslint-disable-line react-hooks/exhaustive-deps -- rest is of wish
  return (
    <>
      <h2 className="title mb-1">{t("sound.music")}</h2>
      <p className="mb-4 max-w-[70ch] text-text2">{t("sound.musicText")}</p>
      <div className="grid max-w-[640px] gap-4 lap:grid-cols-2">
        <label className="field">
          <span>{t("sound.style")}</span>
          <select className="in" value={style} disabled={locked} onChange={(event) => send(event.target.value, rest.join(", "))}>
            <option value="">{t("sound.byScene")}</option>
            {styles.map((name) => (
              <option key={name} value={name}>
                {t(`sound.styles.${name}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t("sound.more")}</span>
          <input
            ref={field}
            className="in"
            defaultValue={rest.join(", ")}
            disabled={locked}
            placeholder="raga mohanam, adi"
            dir="ltr"
            onBlur={(event) => event.target.value !== rest.join(", ") && send(style, event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          />
        </label>
      </div>
      <ProblemNote error={write.error} />
    </>
  );
}
