// Entries of a screenplay's title page: "Music: carnatic".

const entry = /^([A-Za-z][A-Za-z ]*):(.*)$/;

// The rows of the title page at the head of the script; 0: there is none.
function rowsOf(lines: readonly string[]): number {
  if (!entry.test(lines[0] ?? "")) return 0;
  const end = lines.findIndex((line) => line.trim() === "");
  return end < 0 ? lines.length : end;
}

export function titleEntry(script: string, name: string): string {
  const lines = script.split("\n");
  for (const line of lines.slice(0, rowsOf(lines))) {
    const [, key = "", value = ""] = entry.exec(line) ?? [];
    if (key.toLowerCase() === name.toLowerCase()) return value.trim();
  }
  return "";
}

// The script with the entry set, or without it when `value` is "".
export function withTitleEntry(script: string, name: string, value: string): string {
  const lines = script.split("\n");
  const rows = rowsOf(lines);
  const at = lines.slice(0, rows).findIndex((line) => entry.exec(line)?.[1]?.toLowerCase() === name.toLowerCase());
  const row = `${name}: ${value}`;
  if (at >= 0) {
    let end = at + 1;
    while (end < rows && /^\s/.test(lines[end] ?? "")) end++; // what goes on in indented lines
    lines.splice(at, end - at, ...(value ? [row] : []));
    if (!value && rows === end - at) while (lines[0] === "") lines.shift();
  } else if (value) {
    if (rows > 0) lines.splice(rows, 0, row);
    else lines.unshift(row, "");
  }
  return lines.join("\n");
}
