"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys, type Job } from "./queries";
import { accessToken } from "@/api/session";

// An event of the stream: fields of the job that change, and which event it is.
type JobEvent = Pick<Job, "jobId" | "status" | "progress" | "currentStep" | "estimatedTimeRemaining"> & {
  id: number;
  message?: string;
};

const pause_ms = 3000;

// Progress as it happens. EventSource takes the token in its address; when the line breaks a new one
// is opened behind the last event seen, with a token that is still good.
export function useJobEvents(job: Job | undefined, open: boolean): JobEvent | null {
  const client = useQueryClient();
  const [event, setEvent] = useState<JobEvent | null>(null);
  const jobId = job?.jobId;
  const projectId = job?.projectId;
  useEffect(() => {
    if (!jobId || !projectId || !open) return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let over = false;

    const listen = async () => {
      const token = await accessToken().catch(() => null);
      if (over) return;
      if (!token) return later();
      const query = new URLSearchParams({ access_token: token, after: String(last) });
      source = new EventSource(`/api/v1/jobs/${jobId}/events?${query.toString()}`);
      source.addEventListener("job_update", (message: MessageEvent<string>) => {
        const update = JSON.parse(message.data) as JobEvent;
        last = update.id;
        setEvent(update);
        if (update.status === "queued" || update.status === "processing") return;
        over = true;
        source?.close();
        for (const key of [keys.jobs(projectId), keys.project(projectId), keys.credits, keys.projects, keys.board(projectId)])
          void client.invalidateQueries({ queryKey: key });
      });
      source.onerror = () => {
        source?.close();
        later();
      };
    };
    const later = () => {
      if (!over) timer = setTimeout(() => void listen(), pause_ms);
    };
    void listen();
    return () => {
      over = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [jobId, projectId, open, client]);
  return event && event.jobId === jobId ? event : null;
}
