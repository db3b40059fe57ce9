"use client";

// What the departments read out of the script: the shape of `film breakdown --json`, with the cast.
import { useQuery } from "@tanstack/react-query";
import { noAnswer, problemOf } from "@/api/problem";
import { accessToken } from "@/api/session";

export interface Evidence {
  line: number;
  words: string;
}

export interface Person {
  name: string;
  lines: number;
  age: string;
  years: number;
  age_evidence: Evidence | null;
  gender: string;
  gender_evidence: Evidence | null;
  culture: string;
  role: string;
  relationships: { other: string; kind: string; evidence: Evidence | null }[];
}

export interface SceneReading {
  heading: string | null;
  line: number;
  place: string;
  place_evidence: Evidence | null;
  inside: boolean;
  hour: string;
  hour_evidence: Evidence | null;
  weather: string;
  weather_evidence: Evidence | null;
  mood: string;
  mood_strength: number;
  mood_evidence: Evidence[];
  present: string[];
  props: { id: string; evidence: Evidence | null }[];
}

export interface Reading {
  title: string;
  culture: string;
  period: string;
  language: string;
  characters: Person[];
  scenes: SceneReading[];
  lines: { line: number; character: string; text: string; emotion: string }[];
  cast: { name: string; hair: string; outfit: string; color: string; voice: string | null }[];
}

export async function get(path: string): Promise<Response> {
  const token = await accessToken();
  const response = await fetch(path, { headers: token ? { Authorization: `Bearer ${token}` } : {} }).catch(() => null);
  if (!response) throw noAnswer();
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response);
  return response;
}

export const below = (id: string, part: string) => `/api/v1/projects/${encodeURIComponent(id)}/${part}`;

export function useReading(id: string, version: number | undefined) {
  return useQuery({
    queryKey: ["reading", id, version],
    queryFn: async () => (await (await get(below(id, "breakdown"))).json()) as Reading,
    enabled: id !== "" && version !== undefined,
    placeholderData: (before) => before,
    staleTime: Infinity, // of one version
  });
}

// Three faces side by side, as an address that lives as long as the page.
export function usePortraits(id: string, version: number | undefined, character: number) {
  return useQuery({
    queryKey: ["portraits", id, version, character],
    queryFn: async () => URL.createObjectURL(await (await get(below(id, `portraits/${character}`))).blob()),
    enabled: version !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
  });
}
