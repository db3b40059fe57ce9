"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { roomAddress } from "./film-address";
import { placeQuery, type Place } from "./film-places";
import { keys } from "./queries";
import { answer, api } from "@/api/client";
import { titleOf } from "@/desk/templates";

export interface NewScript {
  script: string;
  title?: string;
}

// Makes a film of a script, in a place, and goes to its desk.
export function useNewFilm(untitled: string, place: Place) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ script, title }: NewScript) =>
      answer(api.POST("/api/v1/projects", { body: { title: (titleOf(script) || title || untitled).slice(0, 100), script, ...placeQuery(place) } })),
    onSuccess: (project) => {
      client.setQueryData(keys.project(project.projectId), project);
      void client.invalidateQueries({ queryKey: keys.projects });
      router.push(roomAddress("write", project.projectId));
    },
  });
}

const most = 10_000_000;

// A script file of any kind that the server reads; null: it is none of them.
export async function scriptOf(file: File): Promise<NewScript | null> {
  if (file.size > most || !/\.(fountain|txt|md|fdx|docx|pdf)$/i.test(file.name)) return null;
  const body = new FormData();
  body.set("file", file);
  // The document has the form's file as text; the form goes as it is.
  return answer(api.POST("/api/v1/scripts/import", { body: body as unknown as { file: string }, bodySerializer: () => body }));
}
