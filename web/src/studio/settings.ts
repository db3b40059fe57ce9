"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys, type Project } from "./queries";
import { answer, api, type Schemas } from "@/api/client";

export type Settings = Schemas["FilmSettings"];

// Changes a film's settings: shown at once, sent one order after the other, each on what the last one left.
export function useSettings(id: string) {
  const client = useQueryClient();
  const now = () => client.getQueryData<Project>(keys.project(id));
  return useMutation({
    scope: { id: `settings ${id}` },
    onMutate: (part: Settings) => {
      client.setQueryData<Project>(keys.project(id), (project) => project && { ...project, settings: { ...project.settings, ...part } });
      return now()?.settings;
    },
    mutationFn: (part) => {
      const project = now();
      return answer(
        api.PATCH("/api/v1/projects/{projectId}", {
          params: { path: { projectId: id } },
          headers: { "If-Match": `"${project?.version}"` },
          body: { settings: { ...project?.settings, ...part } },
        }),
      );
    },
    // Shown stays what was changed since.
    onSuccess: (saved, _, sent) => {
      const shown = now()?.settings;
      client.setQueryData(keys.project(id), shown && shown !== sent ? { ...saved, settings: shown } : saved);
    },
    onError: () => client.invalidateQueries({ queryKey: keys.project(id) }),
  });
}
