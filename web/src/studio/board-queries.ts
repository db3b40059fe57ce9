"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys, type Project } from "./queries";
import { below, get } from "./reading";
import { answer, api } from "@/api/client";
import type { Board, Change } from "@/desk/board";

export function useBoard(id: string, version: number | undefined) {
  return useQuery({
    queryKey: ["board", id, version],
    queryFn: async () => (await (await get(below(id, "board"))).json()) as Board,
    enabled: id !== "" && version !== undefined,
    placeholderData: (before) => before,
    staleTime: Infinity, // of one version
  });
}

// Pictures of some shots, one below the other. `names` are what they show: others are other pictures.
export function useSheet(id: string, sheet: number, names: string, seen: boolean) {
  return useQuery({
    queryKey: ["sheet", id, sheet, names],
    queryFn: async () => URL.createObjectURL(await (await get(below(id, `board/${sheet}`))).blob()),
    enabled: seen,
    placeholderData: (before) => before,
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

// Sends the changes of shots, one order after the other, each on what the last one left.
export function useShotChanges(id: string) {
  const client = useQueryClient();
  const now = () => client.getQueryData<Project>(keys.project(id));
  return useMutation({
    scope: { id: `shots ${id}` },
    onMutate: (shots: Change[]) => {
      client.setQueryData<Project>(keys.project(id), (project) => project && { ...project, settings: { ...project.settings, shots } });
    },
    mutationFn: (shots: Change[]) => {
      const project = now();
      return answer(
        api.PATCH("/api/v1/projects/{projectId}", {
          params: { path: { projectId: id } },
          headers: { "If-Match": `"${project?.version}"` },
          body: { settings: { ...project?.settings, shots } },
        }),
      );
    },
    onSuccess: (saved, shots) => {
      const shown = now()?.settings?.shots;
      client.setQueryData(keys.project(id), shown === shots ? saved : { ...saved, settings: { ...saved.settings, shots: shown } });
    },
    onError: () => client.invalidateQueries({ queryKey: keys.project(id) }),
  });
}
