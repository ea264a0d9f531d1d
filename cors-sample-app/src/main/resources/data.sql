insert into ice_cream (flavour, scoops) values ('Vanilla', 1), ('Pistachio', 2), ('Blackcurrant', 3);

insert into feed_entry (text) values ('The parlour is open'), ('Pistachio is back');
