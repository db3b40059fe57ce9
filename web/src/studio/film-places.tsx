"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOrganisations } from "./organisation-queries";
import { ProblemNote } from "./problem-note";
import { keys } from "./queries";
import { answer, api, type Schemas } from "@/api/client";
import { toast } from "@/state/toasts";

// Where films lie: "" all of one's own, "folder:ID", "organisation:ID". New films go there.
export type Place = string;

export const placeQuery = (place: Place): { folderId?: string; organizationId?: string } => {
  const [kind, id] = place.split(":");
  if (!id) return {};
  return kind === "folder" ? { folderId: id } : { organizationId: id };
};

export function useFolders() {
  return useQuery({ queryKey: keys.folders, queryFn: async (): Promise<Schemas["Folder"][]> => (await answer(api.GET("/api/v1/folders"))).folders });
}

// The choice of a place, there once there is more than one.
export function PlaceChoice({ place, choose }: { place: Place; choose: (place: Place) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const folders = useFolders().data ?? [];
  const organisations = useOrganisations().data ?? [];
  const folderId = placeQuery(place).folderId;
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE("/api/v1/folders/{folderId}", { params: { path: { folderId: id } } })),
    onSuccess: () => {
      choose("");
      toast(t("films.folderGone"));
      return Promise.all([client.invalidateQueries({ queryKey: keys.folders }), client.invalidateQueries({ queryKey: keys.projects })]);
    },
  });
  if (folders.length + organisations.length === 0) return null;
  return (
    <>
      <select className="in !w-auto max-w-[240px]" aria-label={t("films.where")} value={place} onChange={(event) => choose(event.target.value)}>
        <option value="">{t("films.mine")}</option>
        {folders.length > 0 && (
          <optgroup label={t("films.folders")}>
            {folders.map(({ folderId: id, name }) => (
              <option key={id} value={`folder:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        {organisations.length > 0 && (
          <optgroup label={t("organisation.title")}>
            {organisations.map(({ organizationId: id, name }) => (
              <option key={id} value={`organisation:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {folderId && (
        <button type="button" className="b quiet" disabled={remove.isPending} onClick={() => remove.mutate(folderId)}>
          {t("films.deleteFolder")}
        </button>
      )}
      <ProblemNote error={remove.error} />
    </>
  );
}

// Puts films into a folder, or into a new one; without a folder they are taken out of theirs.
export function MoveTo({ busy, move }: { busy: boolean; move: (folder?: Schemas["Folder"]) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const folders = useFolders().data ?? [];
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/folders", { body: { name: name.trim() } })),
    onSuccess: async (folder) => {
      await client.invalidateQueries({ queryKey: keys.folders });
      setNaming(false);
      setName("");
      move(folder);
    },
  });
  if (!naming)
    return (
      <select
        className="in !w-auto max-w-[240px]"
        aria-label={t("films.moveTo")}
        value=""
        disabled={busy}
        onChange={(event) => {
          const folder = folders.find(({ folderId }) => folderId === event.target.value);
          if (event.target.value === "new") setNaming(true);
          else move(folder);
        }}
      >
        <option value="" disabled>
          {t("films.moveTo")}
        </option>
        {folders.map(({ folderId, name: one }) => (
          <option key={folderId} value={folderId}>
            {one}
          </option>
        ))}
        <option value="new">{t("films.newFolder")}</option>
        {folders.length > 0 && <option value="out">{t("films.outOfFolder")}</option>}
      </select>
    );
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <input className="in !w-[200px]" autoFocus required maxLength={100} aria-label={t("films.folderName")} placeholder={t("films.folderName")} value={name} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className="b line" disabled={make.isPending || name.trim() === ""}>
        {t("shell.save")}
      </button>
      <ProblemNote error={make.error} />
    </form>
  );
}
