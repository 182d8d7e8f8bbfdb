/** What the shipped roster's people are called. None of them is a person. */
export const rosterFamilyNames: readonly string[] =
  `Abbott Aguilar Ahmed Akintola Allen Andrade Anders Arnold Avila Baker Baldwin Barnes Barros Bauer Beltran Benoit Berg Bianchi
  Bishop Blake Bocanegra Boone Bose Boyd Bradley Briggs Bryant Burke Byrne Cabrera Caldwell Calloway Camacho Cardenas Carlson
  Carver Castro Cervantes Chambers Chang Chavez Cho Clarke Cole Conway Cordero Costa Crawford Cruz Dalton Daly Davila Dawson
  Delacruz Deng Desai Diallo Diaz Dixon Dominguez Donnelly Doyle Drake Duarte Duncan Dvorak Edwards Ellis Emerson Espinoza
  Estrada Farrell Faulkner Fields Figueroa Fisher Fleming Flores Fontaine Foster Fowler Frank Frey Fuentes Gallagher Galvez
  Garza Gibbons Gill Goldberg Gomez Grant Greene Griffin Gupta Guzman Hahn Hale Hansen Harmon Hassan Hayes Heller Henson Herrera
  Higgins Hoang Hoffman Holloway Horvath Huang Hughes Hunt Ibarra Iyer Jacobs Jansen Jensen Jimenez Joshi Juarez Kane Kapoor
  Keller Kemp Khan Kim Klein Knox Kovacs Kramer Kumar Lane Larsen Le Leblanc Lin Little Liu Logan Lowe Lucas Lund Lyons Mack
  Maldonado Malone Marin Marsh Mathis Mbeki Medina Mehta Mendez Mercer Miranda Monroe Montoya Morales Moss Mueller Munoz Nair
  Navarro Newton Nguyen Nolan Novak Ochoa Oconnor Odom Ojeda Olsen Ortega Osei Owens Pacheco Padilla Palmer Park Patton Pena
  Petrov Phan Pierce Ponce Porter Quinn Ramos Reid Reyes Rhodes Rios Rivas Robles Rojas Romano Rosales Ross Rowe Ruiz Salas
  Sandoval Santos Sato Schmidt Serrano Sharma Shaw Silva Simmons Singh Soto Stein Suarez Sutton Tanaka Tate Torres Tran Trujillo
  Tucker Underwood Valdez Vance Varga Vega Vogel Wade Walsh Weber Webb Whitaker Wolfe Wong Yang Yates Zamora Zhang`
    .trim()
    .split(/\s+/)

export const rosterPlayerNames: readonly string[] =
  `Aaliyah Abel Ada Adrian Aiden Aisha Alana Alma Amara Amir Andre Anika Arlo Asher Aurora Ava Beckett Bella Bruno Caleb Camila
  Cara Carter Cleo Cora Dario Delia Diego Dylan Eden Elena Eli Eliza Emma Enzo Esme Ezra Farah Felix Finn Freya Gael Gemma Gia
  Gus Hana Harper Hugo Ian Imani Ines Isaac Isla Ivy Jada Jasper Jonah Josie Jude Julia Kai Kara Kian Lara Leah Leon Liam Lila
  Luca Lucia Luna Maeve Malik Marco Mason Maya Mia Micah Mila Milo Nadia Nia Nico Nina Noah Nora Omar Oscar Otis Paloma Penny
  Quincy Rafael Remy Rhea Riley Rosa Ruby Sadie Sana Santiago Selma Silas Sofia Stella Talia Theo Tobias Uma Veda Violet Wes
  Willa Xavi Yara Zane Zara Zoe`
    .trim()
    .split(/\s+/)

export const rosterParentNames: { readonly mother: readonly string[]; readonly father: readonly string[] } = {
  mother:
    `Abby Alicia Amelia Angela Beatriz Brenda Carla Carmen Celia Dana Denise Diana Elisa Erin Fatima Gloria Heather Irene Jenna
    Joanna Karen Laura Lena Lucy Maria Marta Megan Monica Nadine Olga Paula Priya Rachel Rebecca Rosario Sandra Sara Silvia Susan
    Tamara Teresa Valerie Vera Wendy Yasmin`
      .trim()
      .split(/\s+/),
  father:
    `Adam Alan Alberto Anil Ben Brian Carlos Chris Daniel David Edgar Emilio Erik Frank George Greg Hassan Henry Ivan Jamal James
    Javier John Jorge Kevin Kofi Luis Mark Martin Matt Miguel Nathan Oscar Paul Pedro Rahul Ramon Robert Sam Scott Steven Thomas
    Victor Will`
      .trim()
      .split(/\s+/),
}

export const rosterMedicalNotes: readonly string[] = [
  'Peanut allergy, EpiPen in backpack',
  'Asthma, inhaler in the side pocket',
  'Bee sting allergy',
  'Type 1 diabetes, pump; ask Parent 1',
  'Tree nut allergy',
  'Dairy intolerance',
  'Penicillin allergy',
  'Latex allergy',
  'Hay fever, has own tablets',
  'Wears a hearing aid on the left',
]
