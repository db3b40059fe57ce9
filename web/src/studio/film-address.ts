"use client";

import { useSearchParams } from "next/navigation";

export const roomNames = ["write", "cast", "board", "sound", "render", "deliver"] as const;
export type RoomName = (typeof roomNames)[number];

export const roomAddress = (room: RoomName, id: string) => `/film/${room}/?id=${encodeURIComponent(id)}`;

// The film that the address names.
export function useFilmId(): string {
  return useSearchParams().get("id") ?? "";
}
