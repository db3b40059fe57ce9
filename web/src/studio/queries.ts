// What the studio asks the server, once for each thing, with the names under which it is kept.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";

export type Project = Schemas["Project"];
export type ProjectItem = Schemas["ProjectItem"];
export type Job = Schemas["Job"];
export type Quote = Schemas["Quote"];

export const keys = {
  projects: ["projects"] as const,
  folders: ["folders"] as const,
  project: (id: string) => ["project", id] as const,
  quote: (id: string) => ["quote", id] as const,
  jobs: (projectId: string) => ["jobs", projectId] as const,
  board: (projectId: string) => ["board", projectId] as const, // known to the frame once its film is made
  credits: ["credits"] as const,
  reviews: ["reviews"] as const,
};

const path = (projectId: string) => ({ params: { path: { projectId } } });

export function useProject(id: string): UseQueryResult<Project> {
  return useQuery({
    queryKey: keys.project(id),
    queryFn: () => answer(api.GET("/api/v1/projects/{projectId}", path(id))),
    enabled: id !== "",
  });
}

export function useQuote(id: string, version: number | undefined): UseQueryResult<Quote> {
  return useQuery({
    queryKey: [...keys.quote(id), version],
    queryFn: () => answer(api.GET("/api/v1/projects/{projectId}/quote", path(id))),
    enabled: id !== "" && version !== undefined,
    placeholderData: (before) => before,
  });
}

// The newest order of a film, and those before it.
export function useJobs(projectId: string): UseQueryResult<Job[]> {
  return useQuery({
    queryKey: keys.jobs(projectId),
    queryFn: async () =>
      (await answer(api.GET("/api/v1/jobs", { params: { query: { projectId, pageSize: 50 } } }))).jobs ?? [],
    enabled: projectId !== "",
  });
}

export function useCredits() {
  return useQuery({ queryKey: keys.credits, queryFn: () => answer(api.GET("/api/v1/users/me/credits")) });
}

export const makeFilm = (id: string) => answer(api.POST("/api/v1/projects/{projectId}/generate", path(id)));
export const cancelJob = (jobId: string) => answer(api.POST("/api/v1/jobs/{jobId}/cancel", { params: { path: { jobId } } }));
export const downloads = (jobId: string) => answer(api.GET("/api/v1/jobs/{jobId}/download", { params: { path: { jobId } } }));
export const isOpen = (job: Job | undefined) => job?.status === "queued" || job?.status === "processing";
