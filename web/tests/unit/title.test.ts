import { expect, it } from "vitest";
import { titleOf } from "@/desk/templates";

it("takes the title of the script, or its first place, or its first words", () => {
  expect(titleOf("Title: The First Pot\n\nINT. A")).toBe("The First Pot");
  expect(titleOf("\nINT. CAFE - EVENING\n\nRain.")).toBe("Cafe");
  expect(titleOf("The Price of Shade\n\nAt noon")).toBe("The Price of Shade");
  expect(titleOf("  ")).toBe("");
});
