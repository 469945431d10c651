-- Forgets jobs that nobody runs: waiting, delayed or ended ones. Whoever waits for such a job is told that it was
-- cancelled.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per job 1 (removed) or 0 (it runs, or is unknown)
-- include: clock, jobs, lanes, changes, keys, links, unstarted, history
local prefix = KEYS[1]
local answers = {}
for i = 2, #ARGV do
  local id, answer = ARGV[i], 0
  if take_out(prefix, id) then
    end_links(prefix, id, links_of(prefix, id), 'cancelled', '"removed"')
    forget(prefix, { id })
    answer = 1
  else
    local at = find(prefix, id) or ''
    local kind = string.sub(at, 1, 1)
    if kind == 'f' then
      forget_failed(prefix, { { string.sub(at, 2), { 'id', id } } })
      answer = 1
    elseif kind == 'x' then
      redis.call('LREM', prefix .. 'cancelled', 1, id)
      forget(prefix, { id })
      answer = 1
    elseif LANE[kind] and redis.call('LREM', prefix .. 'completed', 1, at .. ' ' .. id) == 1 then
      forget_completed(prefix, { at .. ' ' .. id }, {})
      answer = 1
    end
  end
  if answer == 1 then
    changed('removed', id)
  end
  answers[#answers + 1] = answer
end
tell_changes(prefix)
return answers
