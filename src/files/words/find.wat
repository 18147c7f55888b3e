;; Finds the places where one of some words of four bytes stands, thirty-two bytes at a time: three neighbouring bytes are
;; looked up by their halves, which leaves few places where the four bytes are compared.
;;
;; Memory: what the places are looked for with, as `words.ts` lays it out (0 to 223), where the search stopped (224),
;; whether a byte was NUL (228), room for two matches (240), places found (1024 to 65535), room for a sieve (to 131071),
;; the bytes that are searched.
(module
  (memory (export "memory") 7)
  (func (export "find") (param $at i32) (param $end i32) (result i32)
    (local $out i32) (local $lanes i32) (local $place i32) (local $groups i32) (local $group i32) (local $four i32)
    (local $bytes v128) (local $more v128) (local $low v128) (local $high v128) (local $least v128)
    (local $ones v128) (local $twos v128) (local $moreOnes v128) (local $moreTwos v128)
    (local $match v128) (local $moreMatch v128)
    (local $oneLow v128) (local $oneHigh v128) (local $twoLow v128) (local $twoHigh v128)
    (local $threeLow v128) (local $threeHigh v128) (local $half v128)
    (local $behind v128) (local $beyond v128)
    (local.set $oneLow (v128.load (i32.const 0)))
    (local.set $oneHigh (v128.load (i32.const 16)))
    (local.set $twoLow (v128.load (i32.const 32)))
    (local.set $twoHigh (v128.load (i32.const 48)))
    (local.set $threeLow (v128.load (i32.const 64)))
    (local.set $threeHigh (v128.load (i32.const 80)))
    (local.set $half (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f))
    (local.set $out (i32.const 1024))
    (local.set $least (v128.const i32x4 -1 -1 -1 -1))
    ;; What lies behind the end is no part of a word.
    (local.set $behind (v128.load (local.get $end)))
    (local.set $beyond (v128.load offset=16 (local.get $end)))
    (v128.store (local.get $end) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))
    (v128.store offset=16 (local.get $end) (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; Thirty-two bytes may be places of all eight groups.
        (if (i32.gt_u (local.get $out) (i32.const 64512))
          (then
            ;; The last two bytes were not yet looked at together with the next.
            (local.set $at (i32.sub (local.get $at) (i32.const 2)))
            (br $done)))
        (local.set $bytes (v128.load (local.get $at)))
        (local.set $more (v128.load offset=16 (local.get $at)))
        (local.set $least
          (i8x16.min_u (local.get $least) (i8x16.min_u (local.get $bytes) (local.get $more))))
        ;; In each byte, a bit for each group of words of which it may be the first of the three bytes, the second, and
        ;; the third behind such two. Of the sixteen bytes before, the last two count.
        (local.set $low (v128.and (local.get $bytes) (local.get $half)))
        (local.set $high (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $half)))
        (local.set $ones
          (v128.and
            (i8x16.swizzle (local.get $oneLow) (local.get $low))
            (i8x16.swizzle (local.get $oneHigh) (local.get $high))))
        (local.set $twos
          (v128.and
            (i8x16.swizzle (local.get $twoLow) (local.get $low))
            (i8x16.swizzle (local.get $twoHigh) (local.get $high))))
        (local.set $match
          (v128.and
            (v128.and
              (i8x16.shuffle 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
                (local.get $moreOnes) (local.get $ones))
              (i8x16.shuffle 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30
                (local.get $moreTwos) (local.get $twos)))
            (v128.and
              (i8x16.swizzle (local.get $threeLow) (local.get $low))
              (i8x16.swizzle (local.get $threeHigh) (local.get $high)))))
        (local.set $low (v128.and (local.get $more) (local.get $half)))
        (local.set $high (v128.and (i16x8.shr_u (local.get $more) (i32.const 4)) (local.get $half)))
        (local.set $moreOnes
          (v128.and
            (i8x16.swizzle (local.get $oneLow) (local.get $low))
            (i8x16.swizzle (local.get $oneHigh) (local.get $high))))
        (local.set $moreTwos
          (v128.and
            (i8x16.swizzle (local.get $twoLow) (local.get $low))
            (i8x16.swizzle (local.get $twoHigh) (local.get $high))))
        (local.set $moreMatch
          (v128.and
            (v128.and
              (i8x16.shuffle 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
                (local.get $ones) (local.get $moreOnes))
              (i8x16.shuffle 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30
                (local.get $twos) (local.get $moreTwos)))
            (v128.and
              (i8x16.swizzle (local.get $threeLow) (local.get $low))
              (i8x16.swizzle (local.get $threeHigh) (local.get $high)))))
        (if (v128.any_true (v128.or (local.get $match) (local.get $moreMatch)))
          (then
            (v128.store (i32.const 240) (local.get $match))
            (v128.store (i32.const 256) (local.get $moreMatch))
            (local.set $lanes
              (i32.or
                (i8x16.bitmask (i8x16.ne (local.get $match) (v128.const i32x4 0 0 0 0)))
                (i32.shl
                  (i8x16.bitmask (i8x16.ne (local.get $moreMatch) (v128.const i32x4 0 0 0 0)))
                  (i32.const 16))))
            (loop $nextLane
              (local.set $place (i32.ctz (local.get $lanes)))
              (local.set $groups (i32.load8_u offset=240 (local.get $place)))
              ;; Where the first of the three bytes is.
              (local.set $place (i32.sub (i32.add (local.get $at) (local.get $place)) (i32.const 2)))
              (loop $nextGroup
                (local.set $group (i32.shl (i32.ctz (local.get $groups)) (i32.const 4)))
                (local.set $four
                  (i32.or
                    (i32.load (i32.sub (local.get $place) (i32.load offset=96 (local.get $group))))
                    (i32.load offset=100 (local.get $group))))
                (if (i32.or
                      (i32.eq (local.get $four) (i32.load offset=104 (local.get $group)))
                      (i32.eq (local.get $four) (i32.load offset=108 (local.get $group))))
                  (then
                    (i32.store (local.get $out)
                      (i32.or
                        (i32.shl
                          (i32.sub (local.get $place) (i32.load offset=96 (local.get $group)))
                          (i32.const 3))
                        (i32.shr_u (local.get $group) (i32.const 4))))
                    (local.set $out (i32.add (local.get $out) (i32.const 4)))))
                (br_if $nextGroup
                  (local.tee $groups
                    (i32.and (local.get $groups) (i32.sub (local.get $groups) (i32.const 1))))))
              (br_if $nextLane
                (local.tee $lanes
                  (i32.and (local.get $lanes) (i32.sub (local.get $lanes) (i32.const 1))))))))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $next)))
    (v128.store (local.get $end) (local.get $behind))
    (v128.store offset=16 (local.get $end) (local.get $beyond))
    (i32.store (i32.const 224) (local.get $at))
    (i32.store (i32.const 228) (i32.eqz (i8x16.all_true (local.get $least))))
    ;; How many places were found.
    (i32.shr_u (i32.sub (local.get $out) (i32.const 1024)) (i32.const 2))))
