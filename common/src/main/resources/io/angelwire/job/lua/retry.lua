-- Tries jobs once more that failed for good and are remembered, from their first attempt. Those that are dead letters yet are
-- no more: a failure that was stored after all would be replayed once more, and the job's outbox row would go with it.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per job 1 (waiting again) or 0 (it is not among the failed ones)
-- include: clock, jobs, lanes, changes, keys, links
local prefix = KEYS[1]
local answers = {}
for i = 2, #ARGV do
  local id, answer = ARGV[i], 0
  local hash = prefix .. 'job:' .. id
  local entry = string.match(find(prefix, id) or '', '^f(.+)$')
  local found = entry and redis.call('XRANGE', prefix .. 'failed', entry, entry)[1]
  if found then
    redis.call('XDEL', prefix .. 'failed', entry)
    local dead = redis.call('HGET', hash, 'dead')
    if dead then
      redis.call('XDEL', prefix .. 'dead', dead)
    end
    redis.call('HDEL', hash, 'dead', 'cancel')
    -- Attempts and crashes are counted from 1 again; what is told of those before would be taken for these.
    for _, field in ipairs(redis.call('HKEYS', hash)) do
      if string.find(field, '^attempt:') or string.find(field, '^crash:') then
        redis.call('HDEL', hash, field)
      end
    end
    local job = string.gsub(found[2][4], '^%d+ %d+', '0 0', 1)
    -- Its options name its priority unless that is normal.
    local lane = string.lower(string.match(job, '^[^\n]*"priority":"(%u)') or 'n')
    local links = links_of(prefix, id)
    claim_again(prefix, id, links)
    make_ready(prefix, lane, id, job, links)
    changed('waiting', id)
    answer = 1
  end
  answers[#answers + 1] = answer
end
tell_changes(prefix)
return answers
