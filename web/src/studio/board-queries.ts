"use client";

import { useQuery } from "@tanstack/react-query";
import { keys } from "./queries";
import { below, get } from "./reading";
import type { Board } from "@/desk/board";

export function useBoard(id: string, version: number | undefined) {
  return useQuery({
    queryKey: [...keys.board(id), version],
    queryFn: async () => (await (await get(below(id, "board"))).json()) as Board,
    enabled: id !== "" && version !== undefined,
    placeholderData: (before) => before,
    staleTime: Infinity, // of one version, until its film is made
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
