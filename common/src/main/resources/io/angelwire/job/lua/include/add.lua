-- How long a job that was not added, or was replaced, is remembered as such: longer than the outbox waits before it
-- asks again.
local DROPPED_MILLIS = 900000

local function remember_dropped(prefix, now, id, holder)
  redis.call('DEL', prefix .. 'job:' .. id)
  put(prefix, id, '-' .. holder)
  redis.call('ZADD', prefix .. 'dropped', now + DROPPED_MILLIS, id)
end

-- A child is enqueued that is known already. If it has ended, its parent may be new, added again after it was forgotten,
-- and would wait for ever for a child that had told the one before. If it has not, it will tell the parent that it came
-- with, and no other one.
local function tell_parent_again(prefix, links, id, at, ending)
  if ending then
    local outcome, result = string.match(ending, '^(%a+)[^\n]*\n(.*)$')
    tell_parent(prefix, links, id, outcome, result)
  elseif string.sub(at, 1, 1) == 'f' then
    local found = redis.call('XRANGE', prefix .. 'failed', string.sub(at, 2), string.sub(at, 2))[1]
    tell_parent(prefix, links, id, 'failed', found and found[2][6] or '')
  else
    local own = links_of(prefix, id)
    local parent = own and own.parent or {}
    if parent[1] ~= links.parent[1] or parent[2] ~= links.parent[2] then
      tell_parent(prefix, links, id, 'cancelled', '"not this parent\'s child"')
    end
  end
end

-- Adds a job that may have links. Returns as enqueue.lua does per job.
local function add_job(prefix, now, id, lane, delay, job, text)
  local hash = prefix .. 'job:' .. id
  local links = text ~= '' and cjson.decode(text) or nil
  local at, ending = find(prefix, id)
  if at then
    if links and links.replay and redis.call('HGET', hash, 'dead') == links.replay then
      -- It failed for good, and is to be tried once more: the failure that was meant, and no later one.
      redis.call('XDEL', prefix .. 'failed', string.sub(at, 2))
      forget(prefix, { id })
    elseif string.sub(at, 1, 1) == '-' then
      tell_parent(prefix, links, id, 'cancelled', '"deduplicated"')
      return { 2, string.sub(at, 2) }
    else
      if links and links.parent then
        tell_parent_again(prefix, links, id, at, ending)
      end
      return 0
    end
  end
  local replaced
  if links and links.dedup then
    local holder = redis.call('GET', prefix .. 'dedup:' .. links.dedup)
    if holder then
      if links.mode == 'debounce' then
        -- One that runs already has seen older data; then both run.
        if take_out(prefix, holder) then
          tell_parent(prefix, links_of(prefix, holder), holder, 'cancelled', '"deduplicated"')
          remember_dropped(prefix, now, holder, id)
          changed('replaced', holder, id)
          replaced = holder
        end
      else
        remember_dropped(prefix, now, id, holder)
        tell_parent(prefix, links, id, 'cancelled', '"deduplicated"')
        changed('deduplicated', id, holder)
        return { 2, holder }
      end
    end
    if links.ttl then
      redis.call('SET', prefix .. 'dedup:' .. links.dedup, id, 'PX', links.ttl)
    else
      redis.call('SET', prefix .. 'dedup:' .. links.dedup, id)
    end
  end
  local children = links and links.children
  if children then
    -- Each has a field of its own.
    links.children = nil
    text = cjson.encode(links)
  end
  if links then
    redis.call('HSET', hash, 'links', text)
  end
  if children then
    put(prefix, id, 'w')
    redis.call('HSET', hash, 'lane', lane, 'job', with_enqueued_at(job, now), 'delay', delay, 'pending', #children)
    for _, child in ipairs(children) do
      redis.call('HSET', hash, 'child:' .. child, '')
    end
    redis.call('ZADD', prefix .. 'parents', now, id)
    changed('waiting-children', id)
  elseif tonumber(delay) > 0 then
    add_to_delayed(prefix, now + tonumber(delay), lane, id, with_enqueued_at(job, now))
    changed('delayed', id)
  elseif links and links.key then
    line_up(prefix, links.key, lane, id, with_enqueued_at(job, now))
    changed('waiting', id)
  else
    add_to_lane(prefix, lane, id, job)
    changed('waiting', id)
  end
  return replaced and { 3, replaced } or 1
end
