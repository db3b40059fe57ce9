// Short news at the foot of the page. Failures also stand where they happened: a toast is never the
// only place.
import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

export const useToasts = create<{ list: Toast[] }>(() => ({ list: [] }));

let last = 0;

export function toast(text: string, undo?: () => void): void {
  useToasts.setState(({ list }) => ({ list: [...list, { id: ++last, text, ...(undo && { undo }) }] }));
}

export function dropToast(id: number): void {
  useToasts.setState(({ list }) => ({ list: list.filter((item) => item.id !== id) }));
}
