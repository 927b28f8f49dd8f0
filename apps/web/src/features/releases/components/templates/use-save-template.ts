import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StrategyTemplate } from '../../../../lib/api';
import { queryKeys } from '../../../../lib/api/query-keys';
import { saveTemplate, type TemplateInput } from '../../api/strategy-templates';

/** Waits for the list, so that whoever shows it next shows the saved one. */
export function useSaveTemplate(
  projectId: string,
  before: StrategyTemplate | null,
  onSaved: (template: StrategyTemplate) => void,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (input: TemplateInput) => saveTemplate(projectId, before, input),
    onSuccess: async (template) => {
      await cache.invalidateQueries({ queryKey: queryKeys.strategyTemplates(projectId) });
      onSaved(template);
    },
  });
}
