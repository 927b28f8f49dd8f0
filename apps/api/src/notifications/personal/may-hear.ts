/** Whether the person `u`, whose own the channel is, may be told of the event `e` now. */
export const MAY_HEAR = `(u.disabled_at IS NULL AND (u.is_admin OR EXISTS (
  SELECT 1 FROM project_members m WHERE m.user_id = u.id AND (e.project_id IS NULL OR m.project_id = e.project_id))))`;
