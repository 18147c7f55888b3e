;; Finds the places where one of some words of four bytes may stand, sixteen bytes at a time: two neighbouring bytes
;; are looked up by their halves, which leaves few places where the four bytes are compared.
;;
;; Memory: what the places are looked for with, as `words.ts` lays it out (0 to 191), where the search stopped (192),
;; whether a byte was NUL (196), room for one match (208), places found (1024 to 65535), room for a sieve (to 131071),
;; the bytes that are searched.
(module
  (memory (export "memory") 7)
  (func (export "find") (param $at i32) (param $end i32) (result i32)
    (local $out i32) (local $lanes i32) (local $place i32) (local $groups i32) (local $group i32) (local $four i32)
    (local $one v128) (local $two v128) (local $match v128) (local $least v128) (local $behind v128)
    (local $oneLow v128) (local $oneHigh v128) (local $twoLow v128) (local $twoHigh v128) (local $half v128)
    (local.set $oneLow (v128.load (i32.const 0)))
    (local.set $oneHigh (v128.load (i32.const 16)))
    (local.set $twoLow (v128.load (i32.const 32)))
    (local.set $twoHigh (v128.load (i32.const 48)))
    (local.set $half (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f))
    (local.set $out (i32.const 1024))
    (local.set $least (v128.const i32x4 -1 -1 -1 -1))
    ;; What lies behind the end is no part of a word.
    (local.set $behind (v128.load (local.get $end)))
    (v128.store (local.get $end) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; Sixteen bytes may be places of all eight groups.
        (br_if $done (i32.gt_u (local.get $out) (i32.const 65024)))
        (local.set $one (v128.load (local.get $at)))
        (local.set $two (v128.load offset=1 (local.get $at)))
        (local.set $least (i8x16.min_u (local.get $least) (local.get $one)))
        ;; In each byte, a bit for each group of words that may stand there.
        (local.set $match
          (v128.and
            (v128.and
              (i8x16.swizzle (local.get $oneLow) (v128.and (local.get $one) (local.get $half)))
              (i8x16.swizzle (local.get $oneHigh)
                (v128.and (i16x8.shr_u (local.get $one) (i32.const 4)) (local.get $half))))
            (v128.and
              (i8x16.swizzle (local.get $twoLow) (v128.and (local.get $two) (local.get $half)))
              (i8x16.swizzle (local.get $twoHigh)
                (v128.and (i16x8.shr_u (local.get $two) (i32.const 4)) (local.get $half))))))
        (if (v128.any_true (local.get $match))
          (then
            (v128.store (i32.const 208) (local.get $match))
            (local.set $lanes (i8x16.bitmask (i8x16.ne (local.get $match) (v128.const i32x4 0 0 0 0))))
            (loop $nextLane
              (local.set $place (i32.ctz (local.get $lanes)))
              (local.set $groups (i32.load8_u offset=208 (local.get $place)))
              (local.set $place (i32.add (local.get $at) (local.get $place)))
              (loop $nextGroup
                (local.set $group (i32.ctz (local.get $groups)))
                (local.set $four
                  (i32.or
                    (i32.load (i32.sub (local.get $place)
                      (i32.load offset=64 (i32.shl (local.get $group) (i32.const 4)))))
                    (i32.load offset=68 (i32.shl (local.get $group) (i32.const 4)))))
                (if (i32.or
                      (i32.eq (local.get $four) (i32.load offset=72 (i32.shl (local.get $group) (i32.const 4))))
                      (i32.eq (local.get $four) (i32.load offset=76 (i32.shl (local.get $group) (i32.const 4)))))
                  (then
                    (i32.store (local.get $out)
                      (i32.or (i32.shl (local.get $place) (i32.const 3)) (local.get $group)))
                    (local.set $out (i32.add (local.get $out) (i32.const 4)))))
                (br_if $nextGroup
                  (local.tee $groups
                    (i32.and (local.get $groups) (i32.sub (local.get $groups) (i32.const 1))))))
              (br_if $nextLane
                (local.tee $lanes
                  (i32.and (local.get $lanes) (i32.sub (local.get $lanes) (i32.const 1))))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (v128.store (local.get $end) (local.get $behind))
    (i32.store (i32.const 192) (local.get $at))
    (i32.store (i32.const 196) (i32.eqz (i8x16.all_true (local.get $least))))
    ;; How many places were found.
    (i32.shr_u (i32.sub (local.get $out) (i32.const 1024)) (i32.const 2))))
