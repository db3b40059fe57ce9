"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { roomAddress } from "./film-address";
import { keys } from "./queries";
import { answer, api } from "@/api/client";
import { titleOf } from "@/desk/templates";

// Makes a film of a script and goes to its desk.
export function useNewFilm(untitled: string) {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (script: string) =>
      answer(api.POST("/api/v1/projects", { body: { title: titleOf(script) || untitled, script } })),
    onSuccess: (project) => {
      client.setQueryData(keys.project(project.projectId), project);
      void client.invalidateQueries({ queryKey: keys.projects });
      router.push(roomAddress("write", project.projectId));
    },
  });
}

const most = 200_000;

// The text of a script that was dropped here: Fountain, plain text or Markdown.
export async function scriptOf(file: File): Promise<string | null> {
  if (file.size > most || !/\.(fountain|txt|md)$/i.test(file.name)) return null;
  const text = new TextDecoder("utf-8").decode(await file.arrayBuffer());
  return text.includes("\0") ? null : text.replace(/\r\n?/g, "\n").trim() || null;
}
