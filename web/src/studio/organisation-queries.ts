// Organisations as the server has them, and who may do what in them.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";

export type Organisation = Schemas["Organization"];
export type Role = Organisation["role"];

export const roles = ["viewer", "writer", "editor", "director", "producer", "admin"] as const satisfies readonly Role[];
export const organisationsKey = ["organisations"] as const;
export const organisationAddress = (id: string) => `/organisation/?id=${encodeURIComponent(id)}`;

export function useOrganisations(): UseQueryResult<Organisation[]> {
  return useQuery({
    queryKey: organisationsKey,
    queryFn: async () => (await answer(api.GET("/api/v1/organizations"))).organizations,
  });
}
